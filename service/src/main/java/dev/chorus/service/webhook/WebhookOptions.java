package dev.chorus.service.webhook;

import java.time.Duration;

/**
 * How webhooks are called.
 *
 * @param privateTargets whether they may lead to addresses that only this network knows
 * @param timeout how long an answer may take
 * @param giveUpAfter for how long a delivery is tried
 */
public record WebhookOptions(boolean privateTargets, Duration timeout, Duration giveUpAfter) {
    /** The usual ones, for a network that others share. */
    public static final WebhookOptions DEFAULT = new WebhookOptions(false, Duration.ofSeconds(5), Duration.ofHours(24));

    /** The usual ones, with or without targets in the own network. */
    public static WebhookOptions of(boolean privateTargets) {
        return new WebhookOptions(privateTargets, DEFAULT.timeout, DEFAULT.giveUpAfter);
    }
}
