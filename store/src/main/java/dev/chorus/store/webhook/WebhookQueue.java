package dev.chorus.store.webhook;

import dev.chorus.store.key.Partition;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What webhooks are to be told, for each partition in the order in which it happened. Scripts append to it in the same step
 * as the change itself. All methods fail as {@link ScriptRunner#send} does.
 */
public final class WebhookQueue {
    private final ScriptRunner scripts;

    /** A queue that sends its commands here. */
    public WebhookQueue(ScriptRunner scripts) {
        this.scripts = scripts;
    }

    /** The oldest entries of a partition behind one; null for the first. */
    public Future<List<WebhookEntry>> read(Partition partition, @Nullable String after, int count) {
        return scripts.send(
                        partition.number(),
                        Request.cmd(Command.XRANGE)
                                .arg(partition.webhooks())
                                .arg(after == null ? "-" : "(" + after)
                                .arg("+")
                                .arg("COUNT")
                                .arg(count))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(WebhookEntry::decode)
                        .toList());
    }

    /** How many entries a partition has. */
    public Future<Long> length(Partition partition) {
        return scripts.send(partition.number(), Request.cmd(Command.XLEN).arg(partition.webhooks()))
                .map(Response::toLong);
    }

    /** Forgets an entry, of which all were told who should be. */
    public Future<Void> remove(Partition partition, String id) {
        return scripts.send(
                        partition.number(),
                        Request.cmd(Command.XDEL).arg(partition.webhooks()).arg(id))
                .mapEmpty();
    }
}
