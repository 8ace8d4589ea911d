package dev.chorus.messaging.index;

import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import io.vertx.core.Future;
import java.util.List;

/** Takes what was derived out of what is pending. */
public final class Settling {
    private static final RedisScript SETTLE = RedisScript.load("projection/settle");

    private final MessagingScripts scripts;

    /** A settling by these scripts. */
    public Settling(MessagingScripts scripts) {
        this.scripts = scripts;
    }

    /** Takes entries out, but for those that were entered again since that version. */
    public Future<Void> settle(Partition partition, List<String> pending, long version) {
        ScriptArguments arguments =
                new ScriptArguments().key(partition.prefix() + "pending").add(version);
        pending.forEach(arguments::add);
        return scripts.run(SETTLE, partition, arguments).mapEmpty();
    }
}
