package dev.chorus.contract.webhook;

import dev.chorus.contract.Reply;
import dev.chorus.contract.channel.ChannelSid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel's webhook (REST specification, section 5.6).
 *
 * @param sid its sid, {@code WH…}
 * @param channel the channel
 * @param type what it is told: events, messages with certain texts, or nothing, where it names a flow
 * @param url where events are sent; null for a flow
 * @param method GET or POST; null where nobody said, which is POST
 * @param filters the events that are sent, for a webhook
 * @param triggers the texts on which messages are sent, for a trigger
 * @param flowSid the flow, which is kept and not run
 * @param retryCount what was said of repetitions
 * @param createdMillis when it was made, epoch milliseconds
 * @param updatedMillis when it was last changed, epoch milliseconds
 */
public record WebhookState(
        String sid,
        ChannelSid channel,
        String type,
        @Nullable String url,
        @Nullable String method,
        List<String> filters,
        List<String> triggers,
        @Nullable String flowSid,
        int retryCount,
        long createdMillis,
        long updatedMillis)
        implements Reply {}
