package dev.chorus.store.object;

import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;

/** Which objects have which names. Names are written by the scripts that make and remove objects. */
public final class NameIndex {
    private final ScriptRunner scripts;

    /** An index that sends its commands here. */
    public NameIndex(ScriptRunner scripts) {
        this.scripts = scripts;
    }

    /**
     * Finds the sid behind a name. Whether its object is alive is for the next step to see. Fails with the type's
     * not-found code, and as {@link ScriptRunner#send} does.
     */
    public Future<ObjectSid> sidOf(String service, ObjectType type, String name) {
        Partition partition = Partition.ofName(service, type, name);
        Request request = Request.cmd(Command.GET).arg(partition.nameHolder(service, type, name));
        return scripts.send(partition.number(), request)
                .compose(found -> found == null
                        ? Future.failedFuture(new RequestFailedException(type.notFound()))
                        : Future.succeededFuture(new ObjectSid(found.toString())));
    }
}
