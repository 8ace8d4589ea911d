package dev.chorus.store.interest;

import dev.chorus.contract.object.ObjectSid;
import dev.chorus.store.key.ObjectKeys;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Collection;
import java.util.List;

/** Ends of interest; its beginnings are {@link dev.chorus.store.log.ChangeLog#follow}. */
public final class InterestStore {
    private final ScriptRunner scripts;

    /** A store that sends its commands here. */
    public InterestStore(ScriptRunner scripts) {
        this.scripts = scripts;
    }

    /** Ends the interest of gateways in an object. Fails as {@link ScriptRunner#send} does. */
    public Future<Void> drop(ObjectSid object, Collection<String> gateways) {
        ObjectKeys keys = ObjectKeys.of(object);
        Request request = Request.cmd(Command.SREM).arg(keys.interest());
        gateways.forEach(request::arg);
        return scripts.send(keys.partition().number(), request).mapEmpty();
    }

    /** Ends a gateway's interest in several objects. */
    public Future<Void> drop(List<ObjectSid> objects, String gateway) {
        return Future.all(objects.stream()
                        .map(object -> drop(object, List.of(gateway)))
                        .toList())
                .mapEmpty();
    }
}
