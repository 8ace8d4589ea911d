package dev.chorus.messaging.projection;

import dev.chorus.contract.access.Caller;
import dev.chorus.contract.channel.ChannelSid;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.user.UserSid;
import dev.chorus.messaging.index.UserIndex;
import dev.chorus.messaging.script.MessagingScripts;
import dev.chorus.service.upkeep.PartitionOwnership;
import dev.chorus.store.Store;
import dev.chorus.store.key.Partition;
import dev.chorus.store.script.RedisScript;
import dev.chorus.store.script.ScriptArguments;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Derives and does what an instance that died left pending. */
public final class PendingSweep {
    private static final Logger LOG = LoggerFactory.getLogger(PendingSweep.class);

    private static final RedisScript READ = RedisScript.load("projection/read_pending");

    /** Whoever entered something derives it at once; what is older was left behind. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(1);

    private static final int AT_ONCE = 64;

    private final Store store;
    private final MessagingScripts scripts;
    private final PartitionOwnership ownership;
    private final Projections projections;
    private final UserIndex users;
    private final LeftCommands sessions;
    private boolean running;

    /** How what a session left behind is carried out. */
    @FunctionalInterface
    public interface LeftCommands {
        /** Carries out a command of a session. */
        Future<?> carryOut(Caller system, ObjectSid session, long index);
    }

    /** A sweep of the partitions that are this instance's own. */
    public PendingSweep(
            Store store,
            MessagingScripts scripts,
            PartitionOwnership ownership,
            Projections projections,
            UserIndex users,
            LeftCommands sessions) {
        this.users = users;
        this.store = store;
        this.scripts = scripts;
        this.ownership = ownership;
        this.projections = projections;
        this.sessions = sessions;
    }

    /** Looks once; does nothing while the look before is still on. */
    public Future<Void> run() {
        if (running) {
            return Future.succeededFuture();
        }
        running = true;
        return Future.join(ownership.owned().stream().map(this::sweep).toList())
                .onFailure(failure -> LOG.warn("What is pending waits: {}", failure.getMessage()))
                .onComplete(done -> running = false)
                .mapEmpty();
    }

    private Future<Void> sweep(Partition partition) {
        ScriptArguments arguments = new ScriptArguments()
                .key(PendingEntry.key(partition))
                .add(LEFT_BEHIND.toMillis())
                .add(AT_ONCE);
        return scripts.run(READ, partition, arguments).compose(found -> {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 1; i + 1 < found.size(); i += 2) {
                done.add(carryOut(partition, found.text(i), Long.parseLong(found.text(i + 1))));
            }
            return Future.join(done).mapEmpty();
        });
    }

    private Future<?> carryOut(Partition partition, String pending, long version) {
        PendingEntry entry = PendingEntry.parse(pending);
        if (entry.kind() == PendingEntry.Kind.SESSION) {
            ObjectSid session = new ObjectSid(entry.root());
            return owner(partition, session.value() + ":meta")
                    .compose(system -> sessions.carryOut(system, session, Long.parseLong(entry.subject())));
        }
        if (entry.kind() == PendingEntry.Kind.USER) {
            UserSid user = new UserSid(entry.root());
            return owner(partition, user.profile().value() + ":meta")
                    .recover(gone -> owner(partition, entry.root() + ":gone"))
                    .compose(system -> users.follow(system, user, version));
        }
        ChannelSid channel = entry.channel();
        return ownerOf(partition, entry)
                .compose(system -> projections.follow(system, channel, List.of(pending), version));
    }

    /** A channel that is gone is asked of no more; its log's neighbours do not know whose it was, its entries do. */
    private Future<Caller> ownerOf(Partition partition, PendingEntry entry) {
        return owner(partition, entry.root() + ":channel").recover(gone -> owner(partition, entry.root() + ":gone"));
    }

    private Future<Caller> owner(Partition partition, String key) {
        Request request = Request.cmd(Command.HMGET)
                .arg(partition.prefix() + key)
                .arg("account")
                .arg("service");
        return store.scripts().send(partition.number(), request).compose(found -> {
            Response account = found.get(0);
            Response service = found.get(1);
            return account == null || service == null
                    ? Future.failedFuture("nobody's")
                    : Future.succeededFuture(Caller.backEnd(account.toString(), service.toString()));
        });
    }
}
