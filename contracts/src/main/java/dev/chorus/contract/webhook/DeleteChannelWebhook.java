package dev.chorus.contract.webhook;

import dev.chorus.contract.Done;
import dev.chorus.contract.channel.ChannelSid;

/**
 * Removes a webhook of a channel.
 *
 * @param channel the channel
 * @param sid the webhook, {@code WH…}
 */
public record DeleteChannelWebhook(ChannelSid channel, String sid) implements WebhookCommand<Done> {}
