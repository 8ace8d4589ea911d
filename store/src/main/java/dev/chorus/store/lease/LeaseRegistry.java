package dev.chorus.store.lease;

import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import dev.chorus.store.script.ScriptReply;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Which nodes of a role are alive: those whose leases have not ended by Redis' clock. */
public final class LeaseRegistry {
    private static final RedisScript RENEW = RedisScript.passing("lease/renew_lease");

    private final ScriptRunner scripts;
    private final String key;

    private LeaseRegistry(ScriptRunner scripts, String key) {
        this.scripts = scripts;
        this.key = key;
    }

    /** The gateways. */
    public static LeaseRegistry ofGateways(ScriptRunner scripts) {
        return new LeaseRegistry(scripts, "chorus:gateways");
    }

    /** The instances of the sync service. */
    public static LeaseRegistry ofSyncInstances(ScriptRunner scripts) {
        return new LeaseRegistry(scripts, "chorus:sync");
    }

    /** The instances of the messaging service. */
    public static LeaseRegistry ofMessagingInstances(ScriptRunner scripts) {
        return new LeaseRegistry(scripts, "chorus:messaging");
    }

    /**
     * Renews a node's lease, or ends it with a duration of zero, and completes with the nodes that are alive. Fails as
     * {@link ScriptRunner#run} does.
     */
    public Future<List<String>> renew(String node, Duration lease) {
        return run(node, lease).map(reply -> reply.textsFrom(2));
    }

    /** Does the same, and completes with what time it was by Redis' clock, epoch milliseconds. */
    public Future<Long> renewAt(String node, Duration lease) {
        return run(node, lease).map(reply -> reply.number(1));
    }

    /** Completes with the nodes that are alive. */
    public Future<List<String>> alive() {
        return renew("", Duration.ZERO);
    }

    private Future<ScriptReply> run(String node, Duration lease) {
        return scripts.run(RENEW, 0, new ScriptArguments().key(key).add(node).add(lease.toMillis()));
    }
}
