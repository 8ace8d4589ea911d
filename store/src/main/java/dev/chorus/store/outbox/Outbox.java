package dev.chorus.store.outbox;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptRunner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Carries creations and removals from partitions to the listings of services, which live under other roots. An entry is
 * appended together with the change itself and is deleted once applied, so that a crash in between heals by doing it
 * again; applying an entry twice changes nothing (ADR 0003). All methods fail as {@link ScriptRunner#run} does.
 */
public final class Outbox {
    private static final RedisScript APPLY = RedisScript.load("outbox/apply_outbox");
    private static final int ENTRIES_AT_ONCE = 100;

    private final ScriptRunner scripts;
    private final Timer lag;

    /** An outbox that runs its scripts here and times in {@code store.outbox.lag} how long entries waited. */
    public Outbox(ScriptRunner scripts, MeterRegistry meters) {
        this.scripts = scripts;
        this.lag = meters.timer("store.outbox.lag");
    }

    /** Applies what waits in a partition, oldest first, and completes with how many entries that were. */
    public Future<Integer> drain(Partition partition) {
        return read(partition).compose(entries -> {
            if (entries.isEmpty()) {
                return Future.succeededFuture(0);
            }
            return apply(partition, entries)
                    .compose(applied -> delete(partition, entries))
                    .onSuccess(deleted -> entries.forEach(this::measure))
                    .compose(deleted -> entries.size() < ENTRIES_AT_ONCE
                            ? Future.succeededFuture(entries.size())
                            : drain(partition).map(more -> entries.size() + more));
        });
    }

    /** Reads the oldest entries of a partition. */
    public Future<List<OutboxEntry>> read(Partition partition) {
        Request request = Request.cmd(Command.XRANGE)
                .arg(partition.outbox())
                .arg("-")
                .arg("+")
                .arg("COUNT")
                .arg(ENTRIES_AT_ONCE);
        return scripts.send(partition.number(), request)
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(OutboxEntry::decode)
                        .toList());
    }

    /** Brings listings up to some entries of a partition. */
    public Future<Void> apply(Partition partition, List<OutboxEntry> entries) {
        Map<String, List<OutboxEntry>> byService = new LinkedHashMap<>();
        for (OutboxEntry entry : entries) {
            byService
                    .computeIfAbsent(entry.service(), service -> new ArrayList<>())
                    .add(entry);
        }
        List<Future<Void>> applied = new ArrayList<>();
        byService.forEach((service, ofService) -> applied.add(apply(partition, new ServiceKeys(service), ofService)));
        return Future.all(applied).mapEmpty();
    }

    /**
     * Reads a part of a service's listing, in the order of sids.
     *
     * @param service the service
     * @param type which objects
     * @param after the sid before the first one; null for the first
     * @param limit how many at most
     */
    public Future<List<ObjectSid>> list(String service, ObjectType type, @Nullable ObjectSid after, int limit) {
        Request request = Request.cmd(Command.ZRANGE)
                .arg(new ServiceKeys(service).objects(type))
                .arg(after == null ? "-" : "(" + after)
                .arg("+")
                .arg("BYLEX")
                .arg("LIMIT")
                .arg(0)
                .arg(limit);
        return scripts.send(0, request)
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(sid -> new ObjectSid(sid.toString()))
                        .toList());
    }

    private void measure(OutboxEntry entry) {
        long waitedMillis = System.currentTimeMillis() - entry.appendedMillis();
        lag.record(Math.max(0, waitedMillis), TimeUnit.MILLISECONDS);
    }

    private Future<Void> apply(Partition partition, ServiceKeys service, List<OutboxEntry> entries) {
        ScriptArguments arguments = new ScriptArguments()
                .key(service.applied())
                .key(service.objects(ObjectType.DOCUMENT))
                .key(service.objects(ObjectType.LIST))
                .key(service.objects(ObjectType.MAP))
                .key(service.objects(ObjectType.STREAM))
                .add(partition.tag());
        for (OutboxEntry entry : entries) {
            arguments.add(entry.id()).add(entry.kind()).add(entry.sid().value());
        }
        return scripts.run(APPLY, partition.number(), arguments).mapEmpty();
    }

    private Future<Response> delete(Partition partition, List<OutboxEntry> entries) {
        Request request = Request.cmd(Command.XDEL).arg(partition.outbox());
        entries.forEach(entry -> request.arg(entry.id()));
        return scripts.send(partition.number(), request);
    }
}
