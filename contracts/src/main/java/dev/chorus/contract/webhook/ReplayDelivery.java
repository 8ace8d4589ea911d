package dev.chorus.contract.webhook;

import dev.chorus.contract.Done;

/**
 * Takes something that could not be delivered off that list: sends it again, or forgets it.
 *
 * @param id its place in the list
 * @param again whether it is sent again; it comes back to the list where that fails
 */
public record ReplayDelivery(String id, boolean again) implements WebhookCommand<Done> {}
