package dev.chorus.contract.webhook;

/**
 * Makes a webhook of a channel, or replaces it. A channel has at most five.
 *
 * @param webhook what it shall be; its sid is empty where it is made, and its dates are looked at by nobody
 */
public record PutChannelWebhook(WebhookState webhook) implements WebhookCommand<WebhookState> {}
