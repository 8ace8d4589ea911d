package dev.chorus.messaging.user;

import dev.chorus.contract.user.UserSid;
import dev.chorus.messaging.script.Tellings;
import dev.chorus.service.upkeep.PartitionOwnership;
import dev.chorus.store.Store;
import dev.chorus.store.key.Partition;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes back the word of gateways that are no longer alive: their users are there no more. */
public final class PresenceSweep {
    private static final int AT_ONCE = 256;

    private final Store store;
    private final UserStore users;
    private final PartitionOwnership ownership;
    private final Tellings tellings;
    private boolean running;

    /** A sweep of the partitions that are this instance's own. */
    public PresenceSweep(Store store, UserStore users, PartitionOwnership ownership, Tellings tellings) {
        this.store = store;
        this.users = users;
        this.ownership = ownership;
        this.tellings = tellings;
    }

    /** Looks once; does nothing while the look before is still on. */
    public Future<Void> run() {
        if (running) {
            return Future.succeededFuture();
        }
        running = true;
        return store.gateways()
                .alive()
                .compose(alive -> Future.join(ownership.owned().stream()
                        .map(partition -> sweep(partition, Set.copyOf(alive)))
                        .toList()))
                .onComplete(done -> running = false)
                .mapEmpty();
    }

    private Future<Void> sweep(Partition partition, Set<String> alive) {
        Request scan = Request.cmd(Command.SSCAN)
                .arg(UserStore.connectedKey(partition))
                .arg("0")
                .arg("COUNT")
                .arg(AT_ONCE);
        return store.scripts().send(partition.number(), scan).compose(found -> {
            List<Future<?>> ended = new ArrayList<>();
            for (Response entry : found.get(1)) {
                String[] parts = entry.toString().split("\0", 2);
                if (parts.length == 2 && !alive.contains(parts[0])) {
                    ended.add(end(partition, parts[0], new UserSid(parts[1])));
                }
            }
            return Future.join(ended).mapEmpty();
        });
    }

    private Future<?> end(Partition partition, String gateway, UserSid user) {
        Request owner = Request.cmd(Command.HGET)
                .arg(partition.prefix() + user.profile().value() + ":meta")
                .arg("service");
        return store.scripts()
                .send(partition.number(), owner)
                .compose(service ->
                        users.reportPresence(service == null ? "" : service.toString(), user, gateway, false))
                .onSuccess(tellings::tell);
    }
}
