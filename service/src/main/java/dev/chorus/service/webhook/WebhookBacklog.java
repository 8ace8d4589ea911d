package dev.chorus.service.webhook;

import dev.chorus.service.upkeep.PartitionOwnership;
import dev.chorus.store.key.Partition;
import dev.chorus.store.webhook.WebhookEntry;
import dev.chorus.store.webhook.WebhookQueue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How much webhooks have not been told yet, and for how long the oldest of it waits, in an instance's own partitions. */
public final class WebhookBacklog {
    private static final long LOOK_MILLIS = 10_000;

    private final WebhookQueue queue;
    private final PartitionOwnership ownership;
    private volatile long waiting;
    private volatile double oldestSeconds;

    private WebhookBacklog(WebhookQueue queue, PartitionOwnership ownership) {
        this.queue = queue;
        this.ownership = ownership;
    }

    /** Looks from time to time, for the gauges {@code webhooks.waiting} and {@code webhooks.oldest.age}. */
    public static void watch(Vertx vertx, WebhookQueue queue, PartitionOwnership ownership, MeterRegistry meters) {
        WebhookBacklog backlog = new WebhookBacklog(queue, ownership);
        Gauge.builder("webhooks.waiting", backlog, seen -> seen.waiting)
                .description("Changes that webhooks are yet to be told, in this instance's partitions")
                .register(meters);
        Gauge.builder("webhooks.oldest.age", backlog, seen -> seen.oldestSeconds)
                .description("For how long the oldest of them waits")
                .baseUnit("seconds")
                .register(meters);
        vertx.setPeriodic(LOOK_MILLIS, timer -> backlog.look());
    }

    private void look() {
        List<Partition> own = ownership.owned();
        Future.all(own.stream().map(queue::length).toList())
                .onSuccess(lengths -> waiting =
                        lengths.<Long>list().stream().mapToLong(Long::longValue).sum());
        Future.all(own.stream().map(partition -> queue.read(partition, null, 1)).toList())
                .onSuccess(heads -> oldestSeconds = heads.<List<WebhookEntry>>list().stream()
                        .flatMap(List::stream)
                        .mapToLong(entry -> System.currentTimeMillis() - entry.atMillis())
                        .max()
                        .stream()
                        .mapToDouble(age -> Math.max(0, age) / (double) TimeUnit.SECONDS.toMillis(1))
                        .findAny()
                        .orElse(0));
    }
}
