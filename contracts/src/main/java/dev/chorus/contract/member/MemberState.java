package dev.chorus.contract.member;

import dev.chorus.contract.Reply;
import dev.chorus.contract.channel.ChannelSid;
import org.jspecify.annotations.Nullable;

/**
 * A member of a channel at one moment.
 *
 * @param sid the member's sid, {@code MB…}; whoever leaves and comes back gets another
 * @param channel the channel
 * @param identity who it is
 * @param roleSid the role in the channel, {@code RL…}
 * @param attributes the app's own data, the text of a JSON object
 * @param createdMillis when the member joined, epoch milliseconds
 * @param updatedMillis when role or attributes last changed, epoch milliseconds
 * @param lastConsumedMessageIndex the consumption horizon; null for none
 * @param lastConsumptionMillis when the horizon was set, epoch milliseconds; null if it never was
 */
public record MemberState(
        String sid,
        ChannelSid channel,
        String identity,
        String roleSid,
        String attributes,
        long createdMillis,
        long updatedMillis,
        @Nullable Long lastConsumedMessageIndex,
        @Nullable Long lastConsumptionMillis)
        implements Reply {}
