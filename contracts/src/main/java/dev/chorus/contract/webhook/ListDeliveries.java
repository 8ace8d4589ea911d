package dev.chorus.contract.webhook;

import org.jspecify.annotations.Nullable;

/**
 * Reads what was delivered to the back end of the caller's service lately, or what could not be delivered.
 *
 * @param dead whether those are meant that could not be delivered
 * @param from where the page begins; null for the first page
 * @param limit how many at most
 */
public record ListDeliveries(boolean dead, @Nullable String from, int limit) implements WebhookCommand<DeliveryList> {}
