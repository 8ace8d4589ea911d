package dev.chorus.contract.message;

import dev.chorus.contract.channel.ChannelSid;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message. Repeating it with the same request id answers the message that the first one sent.
 *
 * @param channel where; the caller has to be a member
 * @param body the text; may be empty
 * @param attributes the app's own data, the text of a JSON object; {@code {}} if absent
 */
public record SendMessage(
        ChannelSid channel, String body, @Nullable String attributes) implements MessageCommand<MessageState> {}
