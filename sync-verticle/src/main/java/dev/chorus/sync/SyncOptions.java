package dev.chorus.sync;

import dev.chorus.service.ServiceOptions;
import dev.chorus.service.webhook.WebhookOptions;
import dev.chorus.store.Retention;
import dev.chorus.store.StoreOptions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/**
 * How an instance of the sync service runs.
 *
 * @param store where Redis is
 * @param retention how much of the past is kept
 * @param itemBytes how large a document or an item may be
 * @param messageBytes how large a stream's message may be
 * @param lease how long an instance counts as alive after its last sign of life
 * @param beat how often an instance gives a sign of life
 * @param reapPause how often it looks for what is over
 * @param drainTimeout how long a stop waits for requests in flight
 * @param node the node that it runs on
 * @param webhooks how back ends are called
 * @param meters where it counts
 */
public record SyncOptions(
        StoreOptions store,
        Retention retention,
        int itemBytes,
        int messageBytes,
        Duration lease,
        Duration beat,
        Duration reapPause,
        Duration drainTimeout,
        String node,
        WebhookOptions webhooks,
        MeterRegistry meters) {
    /** The size of a document or an item, unless set otherwise. */
    public static final int DEFAULT_ITEM_BYTES = 16 * 1024;

    /** The size of a message, unless set otherwise. */
    public static final int DEFAULT_MESSAGE_BYTES = 4 * 1024;

    /** Checks the numbers. */
    public SyncOptions {
        if (itemBytes < 2) {
            throw new IllegalArgumentException("itemBytes: " + itemBytes + " (expected: at least 2)");
        }
        if (messageBytes < 2) {
            throw new IllegalArgumentException("messageBytes: " + messageBytes + " (expected: at least 2)");
        }
        if (beat.toMillis() < 1 || lease.compareTo(beat.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "lease: " + lease + " (expected: at least twice the beat, " + beat + ")");
        }
        if (reapPause.toMillis() < 1) {
            throw new IllegalArgumentException("reapPause: " + reapPause + " (expected: at least 1 ms)");
        }
    }

    /** Defaults for all but where Redis is, which node this is and where it counts. */
    public static SyncOptions defaults(StoreOptions store, String node, MeterRegistry meters) {
        return new SyncOptions(
                store,
                Retention.DEFAULT,
                DEFAULT_ITEM_BYTES,
                DEFAULT_MESSAGE_BYTES,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                node,
                WebhookOptions.DEFAULT,
                meters);
    }

    /** What all services have in common. */
    ServiceOptions service() {
        return new ServiceOptions(store, retention, lease, beat, drainTimeout, webhooks, meters);
    }

    /** The same with another retention. */
    public SyncOptions withRetention(Retention other) {
        return new SyncOptions(
                store, other, itemBytes, messageBytes, lease, beat, reapPause, drainTimeout, node, webhooks, meters);
    }

    /** The same with other ways to call back ends. */
    public SyncOptions withWebhooks(WebhookOptions other) {
        return new SyncOptions(
                store, retention, itemBytes, messageBytes, lease, beat, reapPause, drainTimeout, node, other, meters);
    }

    /** The same with other limits of size. */
    public SyncOptions withSizes(int otherItemBytes, int otherMessageBytes) {
        return new SyncOptions(
                store,
                retention,
                otherItemBytes,
                otherMessageBytes,
                lease,
                beat,
                reapPause,
                drainTimeout,
                node,
                webhooks,
                meters);
    }
}
