package dev.chorus.gateway.dialect.first;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.ChannelType;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.member.MembershipState;
import dev.chorus.contract.member.MembershipStatus;
import dev.chorus.contract.value.Json;
import dev.chorus.gateway.json.JsonWriter;
import dev.chorus.gateway.tunnel.GatewayRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What entities hold, made of what is stored (IP messaging specification, section 10), below one base URL. */
final class FirstEntities {
    static final ObjectMapper JSON = new ObjectMapper();

    private final String base;

    FirstEntities(String base) {
        this.base = base;
    }

    /** An item of a stream or map, whole; null for one that this generation does not see. */
    @Nullable
    ObjectNode item(FirstObject.Kind kind, Json data) {
        ObjectNode stored = parse(data);
        return switch (kind) {
            case CHANNELS ->
                stored.path("entry") instanceof ObjectNode entry && !isHidden(stored)
                        ? withStatus(listEntry(entry), stored)
                        : null;
            case PUBLIC -> listEntry(stored);
            case SESSION -> withChannelUrl(stored);
            default -> stored;
        };
    }

    /** What a client that has a channel already is told of its own entry: names could be older than those it knows. */
    @Nullable
    ObjectNode ownEntryUpdate(Json data) {
        ObjectNode stored = parse(data);
        if (isHidden(stored)) {
            return null;
        }
        ObjectNode update = JSON.createObjectNode();
        update.set("type", stored.path("type"));
        update.put("channelUrl", channelUrl(stored.path("entry").path("sid").asText()));
        return withStatus(update, stored);
    }

    /** A channel's own entity; null for a document of the sync service, which may have a channel's digits. */
    @Nullable
    ObjectNode channel(FirstObject object, Json document) {
        ObjectNode channel = parse(document);
        if (!channel.path("sid").asText().equals(object.id())) {
            return null;
        }
        ChannelSid sid = new ChannelSid(object.id());
        channel.remove("lastMessage");
        channel.remove("messages");
        channel.remove("roster");
        channel.put("messagesUrl", FirstObject.messages(sid).url(base));
        channel.put("rosterUrl", base + "/v2/Maps/" + sid + ".roster");
        return channel;
    }

    /** A user's entry of a channel, as the channel is now; null for one that this generation does not see. */
    @Nullable
    ObjectNode membership(MembershipState membership) {
        ChannelState channel = membership.channel();
        if (membership.status() == MembershipStatus.NOT_PARTICIPATING && channel.type() == ChannelType.PUBLIC) {
            return null;
        }
        ObjectNode entry = JSON.createObjectNode()
                .put("sid", channel.sid().value())
                .put("type", channel.type().word())
                .put("friendlyName", channel.friendlyName())
                .put("uniqueName", channel.uniqueName())
                .put("createdBy", channel.createdBy())
                .put("dateCreated", JsonWriter.date(channel.createdMillis()))
                .put("dateUpdated", JsonWriter.date(channel.updatedMillis()));
        entry.set("attributes", parse(Json.of(channel.attributes())));
        return listEntry(entry)
                .put("status", membership.status().word())
                .put("lastConsumedMessageIndex", membership.lastConsumedMessageIndex());
    }

    /** A session's context, in the order of keys that clients depend on. */
    ObjectNode context(Json stored, String serviceSid, @Nullable String token) {
        ObjectNode known = parse(stored);
        ObjectNode context = JSON.createObjectNode();
        context.set("type", known.path("type"));
        context.set("version", known.path("version"));
        context.set("endpointPlatform", known.path("endpointPlatform"));
        context.put("token", token);
        context.set("identity", known.path("identity"));
        context.set("userInfo", known.path("userInfo"));
        context.put("mapsUrl", base + "/v2/Maps");
        context.put("channelsUrl", base + "/v2/Maps/" + serviceSid + ".public");
        context.put("myChannelsUrl", base + "/v2/Maps/" + known.path("user").asText() + ".channels");
        context.set("reachabilityEnabled", known.path("reachabilityEnabled"));
        context.set("consumptionReportInterval", known.path("consumptionReportInterval"));
        return context;
    }

    /** The link of an entity in a stream or map. */
    ObjectNode links(FirstObject object, String key) {
        String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
        return JSON.createObjectNode().put("entity", object.url(base) + "/Entities/" + encoded);
    }

    /** The JSON object in a request's body; an empty one where there is none. */
    static ObjectNode body(GatewayRequest request) {
        try {
            JsonNode node = JSON.readTree(request.body());
            return node instanceof ObjectNode object ? object : JSON.createObjectNode();
        } catch (IOException e) {
            throw new RequestFailedException(ErrorCode.DATA_MALFORMED, "The body is not JSON");
        }
    }

    static ObjectNode parse(Json json) {
        try {
            JsonNode node = JSON.readTree(json.utf8());
            return node instanceof ObjectNode object ? object : JSON.createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode listEntry(ObjectNode entry) {
        return entry.put("channelUrl", channelUrl(entry.path("sid").asText()));
    }

    private static ObjectNode withStatus(ObjectNode entry, ObjectNode stored) {
        entry.set("status", stored.path("status"));
        entry.set("lastConsumedMessageIndex", stored.path("lastConsumedMessageIndex"));
        return entry;
    }

    private ObjectNode withChannelUrl(ObjectNode command) {
        if (command.path("response") instanceof ObjectNode response && response.has("channelSid")) {
            response.put("channelUrl", channelUrl(response.path("channelSid").asText()));
        }
        return command;
    }

    private String channelUrl(String sid) {
        return base + "/v2/Entities/" + sid;
    }

    private static boolean isHidden(ObjectNode stored) {
        return "notParticipating".equals(stored.path("status").asText())
                && "public".equals(stored.path("type").asText());
    }
}
