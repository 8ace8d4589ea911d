package dev.chorus.contract.webhook;

import dev.chorus.contract.Reply;
import java.util.List;

/**
 * The webhooks of a channel, which are few.
 *
 * @param webhooks the oldest first
 */
public record WebhookList(List<WebhookState> webhooks) implements Reply {}
