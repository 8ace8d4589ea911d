package dev.chorus.store.connection;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The primaries of a cluster, each with connections of its own, so that one that is gone takes only its own slots with
 * it. Who has which slot is read from whichever member answers, and corrected by what members say to commands.
 *
 * <p>A slot that moves is refused until it has arrived: a script cannot know how much of it is where, so redirections by
 * {@code ASK} are not followed.
 */
final class ClusterServers implements Servers {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterServers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long LOOK_MILLIS = 1_000;
    private static final int LOOKS_WHEN_UP = 10;
    private static final int REDIRECTIONS = 6;
    private static final long FIRST_PAUSE_MILLIS = 10;

    private final Vertx vertx;
    private final RedisDialer dialer;
    private final Function<HostAndPort, OneServer> connections;
    private final Map<HostAndPort, OneServer> servers = new HashMap<>();
    private final @Nullable HostAndPort[] owners = new HostAndPort[Destination.SLOTS];
    private @Nullable Future<Void> looking;
    private long timer;
    private long looks;
    private boolean closed;

    ClusterServers(Vertx vertx, RedisDialer dialer, Function<HostAndPort, OneServer> connections) {
        this.vertx = vertx;
        this.dialer = dialer;
        this.connections = connections;
    }

    @Override
    public Future<Void> open() {
        timer = vertx.setPeriodic(LOOK_MILLIS, tick -> {
            if (!isUp() || ++looks % LOOKS_WHEN_UP == 0) {
                look();
            }
        });
        return look();
    }

    @Override
    public Future<Response> send(Destination to, Request request, boolean lasting) {
        return send(to, request, lasting, REDIRECTIONS);
    }

    @Override
    public boolean isUp() {
        if (servers.isEmpty() || !servers.values().stream().allMatch(OneServer::isUp)) {
            return false;
        }
        for (HostAndPort owner : owners) {
            if (owner == null) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Future<Void> close() {
        closed = true;
        vertx.cancelTimer(timer);
        return Future.join(servers.values().stream().map(OneServer::close).toList())
                .mapEmpty();
    }

    private Future<Response> send(Destination to, Request request, boolean lasting, int redirections) {
        HostAndPort owner = owners[to.slot()];
        OneServer server = owner == null ? null : servers.get(owner);
        if (server == null) {
            look();
            return Future.failedFuture(new RedisRefusedException(
                    RedisCondition.CLUSTER_DOWN, "no server is known to have slot " + to.slot()));
        }
        return server.send(to, request, lasting).recover(failure -> switch (RedisCondition.of(failure)) {
            case SLOT_MOVING -> again(failure, to, request, lasting, redirections);
            case CLUSTER_DOWN -> {
                look();
                yield Future.failedFuture(failure);
            }
            default -> Future.failedFuture(failure);
        });
    }

    /** Sends a command again that was not run: to the server that was named instead, or a little later. */
    private Future<Response> again(
            Throwable failure, Destination to, Request request, boolean lasting, int redirections) {
        if (redirections == 0) {
            return Future.failedFuture(failure);
        }
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith("MOVED ")) {
            look();
            HostAndPort before = owners[to.slot()];
            HostAndPort named = HostAndPort.parse(
                    message.substring(message.lastIndexOf(' ') + 1), before == null ? "" : before.host());
            owners[to.slot()] = named;
            return reach(named).compose(reached -> send(to, request, lasting, redirections - 1));
        }
        return vertx.timer(FIRST_PAUSE_MILLIS << REDIRECTIONS - redirections, TimeUnit.MILLISECONDS)
                .compose(passed -> send(to, request, lasting, redirections - 1));
    }

    /** Has connections to a server; completes when they stand, or are not going to for now. */
    private Future<Void> reach(HostAndPort at) {
        if (closed || servers.containsKey(at)) {
            return Future.succeededFuture();
        }
        OneServer made = connections.apply(at);
        servers.put(at, made);
        return made.open().otherwiseEmpty();
    }

    /** Reads who has which slot; completes when connections to all of them stand or were tried. */
    private Future<Void> look() {
        Future<Void> underWay = looking;
        if (underWay != null) {
            return underWay;
        }
        List<HostAndPort> members = new ArrayList<>();
        servers.forEach((at, server) -> {
            if (server.isUp()) {
                members.add(at);
            }
        });
        dialer.named().stream().filter(named -> !members.contains(named)).forEach(members::add);
        Future<Void> read = ask(members, 0)
                .onFailure(failure ->
                        LOG.warn("No member of the Redis cluster says who has which slot: {}", failure.getMessage()));
        if (!read.isComplete()) {
            looking = read;
            read.onComplete(done -> looking = null);
        }
        return read;
    }

    private Future<Void> ask(List<HostAndPort> members, int number) {
        HostAndPort member = members.get(number);
        Redis client = dialer.dataServer(member);
        return client.connect()
                .compose(connection ->
                        connection.send(Request.cmd(Command.CLUSTER).arg("SLOTS")))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(done -> client.close())
                .compose(slots -> take(member, slots))
                .recover(failure ->
                        number + 1 < members.size() ? ask(members, number + 1) : Future.failedFuture(failure));
    }

    private Future<Void> take(HostAndPort asked, Response ranges) {
        if (closed) {
            return Future.succeededFuture();
        }
        @Nullable HostAndPort[] found = new HostAndPort[Destination.SLOTS];
        Map<HostAndPort, Future<Void>> reached = new HashMap<>();
        for (Response range : ranges) {
            Response node = range.get(2);
            Response host = node.get(0);
            String name = host == null || host.toString().isEmpty() ? asked.host() : host.toString();
            HostAndPort owner = HostAndPort.of(name, node.get(1).toInteger());
            for (int slot = range.get(0).toInteger(); slot <= range.get(1).toInteger(); slot++) {
                found[slot] = owner;
            }
            reached.computeIfAbsent(owner, this::reach);
        }
        System.arraycopy(found, 0, owners, 0, found.length);
        for (HostAndPort former : new ArrayList<>(servers.keySet())) {
            if (!reached.containsKey(former)) {
                LOG.info("{} has no slots of the Redis cluster any more", former);
                OneServer left = servers.remove(former);
                if (left != null) {
                    left.close();
                }
            }
        }
        return Future.join(new ArrayList<>(reached.values())).otherwiseEmpty().mapEmpty();
    }
}
