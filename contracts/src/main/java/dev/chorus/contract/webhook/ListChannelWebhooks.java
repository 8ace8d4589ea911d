package dev.chorus.contract.webhook;

import dev.chorus.contract.channel.ChannelSid;

/**
 * Reads the webhooks of a channel.
 *
 * @param channel the channel
 */
public record ListChannelWebhooks(ChannelSid channel) implements WebhookCommand<WebhookList> {}
