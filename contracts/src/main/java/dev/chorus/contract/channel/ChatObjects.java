package dev.chorus.contract.channel;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.contract.user.UserSid;
import java.util.Optional;

/**
 * The names under which clients open the objects of the messaging domain: {@code CH….channel}, {@code CH….messages},
 * {@code CH….roster}, {@code US….info}, {@code US….channels} and {@code IS….public}.
 */
public final class ChatObjects {
    private static final int SID_LENGTH = 34;

    private ChatObjects() {}

    /** The object that a name means, if it has the form of such a name and means an object of that type. */
    public static Optional<ObjectSid> named(ObjectType type, String name) {
        if (name.length() < SID_LENGTH) {
            return Optional.empty();
        }
        String sid = name.substring(0, SID_LENGTH);
        return Optional.ofNullable(
                switch (name.substring(SID_LENGTH)) {
                    case ".channel" ->
                        ChannelSid.isSid(sid) && type == ObjectType.DOCUMENT ? new ChannelSid(sid).document() : null;
                    case ".messages" ->
                        ChannelSid.isSid(sid) && type == ObjectType.LIST ? new ChannelSid(sid).messages() : null;
                    case ".roster" ->
                        ChannelSid.isSid(sid) && type == ObjectType.MAP ? new ChannelSid(sid).roster() : null;
                    case ".info" -> UserSid.isSid(sid) && type == ObjectType.MAP ? new UserSid(sid).profile() : null;
                    case ".channels" ->
                        UserSid.isSid(sid) && type == ObjectType.MAP ? new UserSid(sid).channels() : null;
                    case ".public" ->
                        sid.startsWith("IS") && ObjectSid.isSid(sid) && type == ObjectType.MAP
                                ? PublicChannels.of(sid)
                                : null;
                    default -> null;
                });
    }
}
