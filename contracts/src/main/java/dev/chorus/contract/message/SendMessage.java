package dev.chorus.contract.message;

import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.value.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message. Repeating it with the same request id answers the message that the first one sent.
 *
 * @param channel where; the caller has to be a member
 * @param body the text; may be empty
 * @param attributes the app's own data, the text of a JSON object; {@code {}} if absent
 * @param origin where it comes from, if not from the caller; its author need not be anybody here
 */
public record SendMessage(
        ChannelSid channel,
        String body,
        @Nullable String attributes,
        @Nullable Origin origin) implements MessageCommand<MessageState> {

    /** The caller's own message. */
    public SendMessage(ChannelSid channel, String body, @Nullable String attributes) {
        this(channel, body, attributes, null);
    }
}
