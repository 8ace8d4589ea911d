package dev.chorus.contract.member;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.value.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Changes a member; what is null is left. Role, horizon and origin only back ends may give. Fails with
 * {@link dev.chorus.contract.error.ErrorCode#MEMBER_NOT_FOUND} too.
 *
 * @param channel the channel
 * @param member the member's sid or identity
 * @param attributes the new attributes, the text of a JSON object
 * @param roleSid the new role
 * @param horizon how far the member has read
 * @param origin what else is to be said of where it comes from
 */
public record UpdateMember(
        ChannelSid channel,
        String member,
        @Nullable String attributes,
        @Nullable String roleSid,
        @Nullable Horizon horizon,
        @Nullable Origin origin)
        implements MemberCommand<MemberState> {

    /** A change of the attributes alone. */
    public UpdateMember(ChannelSid channel, String member, String attributes) {
        this(channel, member, attributes, null, null, null);
    }
}
