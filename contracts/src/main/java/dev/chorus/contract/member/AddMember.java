package dev.chorus.contract.member;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.value.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Makes a user a member; with the caller's own identity that is joining, which also accepts an invitation. A user who
 * never was there is made. Role, horizon and origin only back ends may give. Fails with {@link dev.chorus.contract.error.ErrorCode#MEMBER_EXISTS} and
 * {@link dev.chorus.contract.error.ErrorCode#CHANNEL_FULL} too.
 *
 * @param channel the channel
 * @param identity who
 * @param roleSid the role in the channel; null for the usual one
 * @param attributes the app's own data, the text of a JSON object; {@code {}} if absent
 * @param horizon how far the member has read; null for nothing
 * @param origin where the membership comes from, if not from here
 */
public record AddMember(
        ChannelSid channel,
        String identity,
        @Nullable String roleSid,
        @Nullable String attributes,
        @Nullable Horizon horizon,
        @Nullable Origin origin)
        implements MemberCommand<MemberState> {

    /** A membership as usual. */
    public AddMember(ChannelSid channel, String identity) {
        this(channel, identity, null, null, null, null);
    }
}
