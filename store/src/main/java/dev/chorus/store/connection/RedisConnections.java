package dev.chorus.store.connection;

import dev.chorus.store.StoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Objects;

/**
 * An event loop's connections to Redis: to one server, to the primary that Sentinels name, or to the primaries of a
 * cluster. A partition always uses the same connection of a server, so that its commands keep their order as long as the
 * connection stands and the partition stays where it is; across a failover or a move there is no order between commands
 * that were in flight together, and nothing here relies on one: whoever needs an order waits for answers.
 */
public final class RedisConnections {
    private final Servers servers;
    private final Restorations restorations;
    private final ConnectionUse use;

    private RedisConnections(Servers servers, Restorations restorations, ConnectionUse use) {
        this.servers = servers;
        this.restorations = restorations;
        this.use = use;
    }

    /** Makes connections that are to be {@linkplain #open opened} on the event loop that uses them. */
    public static RedisConnections create(Vertx vertx, StoreOptions options) {
        RedisDialer dialer = new RedisDialer(vertx, options);
        Restorations restorations = new Restorations();
        Histories histories = new Histories();
        ConnectionUse use = new ConnectionUse();
        ServerFactory factory = primary -> new OneServer(
                primary,
                options.connections(),
                () -> new SupervisedConnection(
                        vertx, primary, dialer::dataServer, options, histories, use, restorations::tell));
        Servers servers = switch (options.type()) {
            case SENTINEL -> factory.to(new Sentinels(dialer, Objects.requireNonNull(options.masterName())));
            case CLUSTER -> new ClusterServers(vertx, dialer, at -> factory.to(Primary.at(at)));
            default -> factory.to(Primary.at(dialer.named().get(0)));
        };
        return new RedisConnections(servers, restorations, use);
    }

    /**
     * Completes when connections stand: to the one server all of them, to a cluster those that can be made. Fails where
     * there is nobody to work with now.
     */
    public Future<Void> open() {
        return servers.open();
    }

    /**
     * Sends a command. Fails with what Redis answered, or with a {@link RedisRefusedException}; {@link RedisCondition}
     * tells both apart. The command may have been run where the connection ended before the answer, and has been where
     * replicas lack it.
     *
     * @param to where its keys are
     * @param request what to send
     * @param lasting whether replicas must have what it wrote before this completes, if any are asked for
     */
    public Future<Response> send(Destination to, Request request, boolean lasting) {
        return servers.send(to, request, lasting);
    }

    /**
     * Has something done whenever a connection that was lost stands again, or replicas follow again: Redis may have lost
     * its latest writes, and what was written meanwhile may have been told to nobody.
     */
    public void onRestored(Runnable action) {
        restorations.action = action;
    }

    /** Whether every connection stands. */
    public boolean isUp() {
        return servers.isUp();
    }

    /** What is seen of them, for whoever measures; it may be asked on any thread, and be a moment old. */
    public Usage usage() {
        return new Usage(use.connections, use.up, use.inFlight, use.losses);
    }

    /**
     * The state of an event loop's connections.
     *
     * @param connections how many there should be
     * @param up how many stand
     * @param inFlight how many commands wait for their answers
     * @param losses how often one was lost
     */
    public record Usage(int connections, int up, int inFlight, long losses) {}

    /** Ends all connections once what is in flight on them is answered. */
    public Future<Void> close() {
        return servers.close();
    }

    private interface ServerFactory {
        OneServer to(Primary primary);
    }

    private static final class Restorations {
        private Runnable action = () -> {};

        void tell() {
            action.run();
        }
    }
}
