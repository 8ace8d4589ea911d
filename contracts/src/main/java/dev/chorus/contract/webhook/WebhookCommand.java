package dev.chorus.contract.webhook;

import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;

/**
 * Commands about webhooks of channels and about deliveries; only the back end may give them.
 *
 * @param <R> the answer
 */
public sealed interface WebhookCommand<R extends Reply> extends Command<R>
        permits DeleteChannelWebhook, ListChannelWebhooks, ListDeliveries, PutChannelWebhook, ReplayDelivery {}
