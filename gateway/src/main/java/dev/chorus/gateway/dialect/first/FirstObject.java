package dev.chorus.gateway.dialect.first;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChatObjects;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import java.util.Optional;

/**
 * An object as this generation names it.
 *
 * @param kind what it is
 * @param id what its URL ends with
 * @param sid the sync object behind it
 */
record FirstObject(Kind kind, String id, ObjectSid sid) {
    private static final String PATH = "/v2/";

    /** What there is. */
    enum Kind {
        CHANNEL("Entities", ObjectType.DOCUMENT, ".channel"),
        MESSAGES("Streams", ObjectType.LIST, ".messages"),
        SESSION("Streams", ObjectType.LIST, ""),
        ROSTER("Maps", ObjectType.MAP, ".roster"),
        PROFILE("Maps", ObjectType.MAP, ".info"),
        CHANNELS("Maps", ObjectType.MAP, ".channels"),
        PUBLIC("Maps", ObjectType.MAP, ".public");

        private final String collection;
        private final ObjectType type;
        private final String suffix;

        Kind(String collection, ObjectType type, String suffix) {
            this.collection = collection;
            this.type = type;
            this.suffix = suffix;
        }

        ObjectType type() {
            return type;
        }

        boolean isStream() {
            return type == ObjectType.LIST;
        }
    }

    /** A channel's document. */
    static FirstObject channel(ChannelSid channel) {
        return new FirstObject(Kind.CHANNEL, channel.value(), channel.document());
    }

    /** A channel's messages. */
    static FirstObject messages(ChannelSid channel) {
        return new FirstObject(Kind.MESSAGES, channel.value(), channel.messages());
    }

    /** A session. */
    static FirstObject session(ObjectSid session) {
        return new FirstObject(Kind.SESSION, session.value(), session);
    }

    /** What a path names: a collection and an id in it. */
    static Optional<FirstObject> of(String collection, String id) {
        for (Kind kind : Kind.values()) {
            if (!kind.collection.equals(collection)) {
                continue;
            }
            if (kind == Kind.SESSION && ObjectSid.isSid(id) && id.startsWith(ObjectType.LIST.sidPrefix())) {
                return Optional.of(session(new ObjectSid(id)));
            }
            boolean bare = kind == Kind.CHANNEL || kind == Kind.MESSAGES;
            Optional<ObjectSid> sid = ChatObjects.named(kind.type, bare ? id + kind.suffix : id);
            if (kind != Kind.SESSION && sid.isPresent() && (bare || id.endsWith(kind.suffix))) {
                return Optional.of(new FirstObject(kind, id, sid.get()));
            }
        }
        return Optional.empty();
    }

    /** What a URL names, whatever it begins with. */
    static Optional<FirstObject> ofUrl(String url) {
        int path = url.indexOf(PATH);
        String[] segments =
                path < 0 ? new String[0] : url.substring(path + PATH.length()).split("/");
        return segments.length == 2 ? of(segments[0], segments[1]) : Optional.empty();
    }

    /** Its URL below a base. */
    String url(String base) {
        return base + PATH + kind.collection + "/" + id;
    }
}
