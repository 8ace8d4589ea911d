package dev.chorus.service;

import dev.chorus.service.webhook.WebhookOptions;
import dev.chorus.store.Retention;
import dev.chorus.store.StoreOptions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/**
 * How an instance of any service runs.
 *
 * @param store where Redis is
 * @param retention how much of the past is kept
 * @param lease how long an instance counts as alive after its last sign of life
 * @param beat how often an instance gives a sign of life
 * @param drainTimeout how long a stop waits for requests in flight
 * @param webhooks how back ends are called
 * @param meters where it counts
 */
public record ServiceOptions(
        StoreOptions store,
        Retention retention,
        Duration lease,
        Duration beat,
        Duration drainTimeout,
        WebhookOptions webhooks,
        MeterRegistry meters) {
    /** Checks the numbers. */
    public ServiceOptions {
        if (beat.toMillis() < 1 || lease.compareTo(beat.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "lease: " + lease + " (expected: at least twice the beat, " + beat + ")");
        }
    }

    /** Defaults for all but where Redis is and where it counts. */
    public static ServiceOptions defaults(StoreOptions store, MeterRegistry meters) {
        return new ServiceOptions(
                store,
                Retention.DEFAULT,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                WebhookOptions.DEFAULT,
                meters);
    }

    /** The same with other ways to call back ends. */
    public ServiceOptions withWebhooks(WebhookOptions other) {
        return new ServiceOptions(store, retention, lease, beat, drainTimeout, other, meters);
    }
}
