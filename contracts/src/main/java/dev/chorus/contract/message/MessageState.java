package dev.chorus.contract.message;

import dev.chorus.contract.Reply;
import dev.chorus.contract.channel.ChannelSid;
import org.jspecify.annotations.Nullable;

/**
 * A message at one moment.
 *
 * @param sid its sid
 * @param channel its channel
 * @param index its index: 0 for the channel's first message, never used twice
 * @param author the identity that sent it
 * @param memberSid the member that sent it, {@code MB…}; null if its author was none
 * @param body its text
 * @param attributes the app's own data, the text of a JSON object
 * @param createdMillis when it was sent, epoch milliseconds
 * @param updatedMillis when it last changed, epoch milliseconds
 * @param lastUpdatedBy the identity that last changed it; null if nobody did
 * @param edited whether its text ever changed
 */
public record MessageState(
        MessageSid sid,
        ChannelSid channel,
        long index,
        String author,
        @Nullable String memberSid,
        String body,
        String attributes,
        long createdMillis,
        long updatedMillis,
        @Nullable String lastUpdatedBy,
        boolean edited)
        implements Reply {}
