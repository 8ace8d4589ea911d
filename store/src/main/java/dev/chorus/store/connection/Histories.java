package dev.chorus.store.connection;

import dev.chorus.store.script.RedisScript;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import org.jspecify.annotations.Nullable;

/**
 * Which history of writes each partition was in when it was last used from here. Redis names its history by its
 * replication id: a server that starts, or is promoted, has a new one, and may lack what was written under the last.
 * Whoever comes to a partition on a new connection notes its history there before anything else, so that event ids never
 * stand for two different changes (docs/adr/0023).
 */
final class Histories {
    private static final RedisScript ENTER = RedisScript.passing("epoch/enter_epoch");
    private static final int PARTITIONS = 64;

    private final @Nullable String[] last = new String[PARTITIONS];

    /** The command that notes a partition's history. */
    Request enter(int partition, String history) {
        boolean other = last[partition] != null && !history.equals(last[partition]);
        last[partition] = history;
        return Request.cmd(Command.EVAL)
                .arg(ENTER.source())
                .arg(1)
                .arg("{p%02d}:epoch".formatted(partition))
                .arg(history)
                .arg(other ? 1 : 0);
    }
}
