package dev.chorus.messaging.index;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.user.UserSid;
import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.ScriptRunner;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which users a service has. Derived from the users themselves, as often as anybody likes. */
public final class UserIndex {
    private static final String PENDING = "user\0";

    private final ScriptRunner runner;
    private final ServiceIndex index;
    private final Settling settling;

    /** An index over these parts. */
    public UserIndex(ScriptRunner runner, ServiceIndex index, Settling settling) {
        this.runner = runner;
        this.index = index;
        this.settling = settling;
    }

    /** Enters a user that there is, or takes out one that is gone. What fails is derived by the sweep. */
    public Future<Void> follow(Caller caller, UserSid user, long version) {
        Partition partition = Partition.of(user.profile());
        Request created = Request.cmd(Command.HGET)
                .arg(MessagingScripts.keyOf(user.profile(), "meta"))
                .arg("created");
        return runner.send(partition.number(), created)
                .compose(found -> found == null
                        ? index.remove(caller.serviceSid(), ServiceIndex.Kind.USERS, user.value())
                        : index.enter(caller.serviceSid(), ServiceIndex.Kind.USERS, user.value(), found.toLong()))
                .compose(derived -> settling.settle(partition, List.of(PENDING + user), version))
                .otherwiseEmpty();
    }

    /** Reads a page of a service's users. */
    public Future<ServiceIndex.Page> read(String service, @Nullable String from, int limit) {
        return index.read(service, List.of(ServiceIndex.Kind.USERS), from, limit);
    }
}
