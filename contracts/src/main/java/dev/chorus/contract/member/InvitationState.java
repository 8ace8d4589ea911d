package dev.chorus.contract.member;

import dev.chorus.contract.Reply;
import dev.chorus.contract.channel.ChannelSid;

/**
 * An invitation at one moment.
 *
 * @param sid its sid, {@code IN…}
 * @param channel the channel
 * @param identity who is invited
 * @param roleSid the role after accepting, {@code RL…}
 * @param createdBy who invited
 * @param createdMillis when, epoch milliseconds
 */
public record InvitationState(
        String sid, ChannelSid channel, String identity, String roleSid, String createdBy, long createdMillis)
        implements Reply {}
