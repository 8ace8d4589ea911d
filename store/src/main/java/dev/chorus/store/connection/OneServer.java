package dev.chorus.store.connection;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The connections to one server, or to whoever is the primary of one set of replicas. */
final class OneServer implements Servers {
    private final Primary primary;
    private final List<SupervisedConnection> connections;

    OneServer(Primary primary, int count, Supplier<SupervisedConnection> connection) {
        this.primary = primary;
        this.connections = Stream.generate(connection).limit(count).toList();
    }

    @Override
    public Future<Void> open() {
        return Future.all(connections.stream().map(SupervisedConnection::open).toList())
                .mapEmpty();
    }

    @Override
    public Future<Response> send(Destination to, Request request, boolean lasting) {
        return connections.get(Math.floorMod(to.lane(), connections.size())).send(to.partition(), request, lasting);
    }

    @Override
    public boolean isUp() {
        return connections.stream().allMatch(SupervisedConnection::isUp);
    }

    @Override
    public Future<Void> close() {
        return Future.join(connections.stream().map(SupervisedConnection::end).toList())
                .compose(ended -> primary.close());
    }
}
