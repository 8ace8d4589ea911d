package dev.chorus.sync;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.RegisterTenant;
import dev.chorus.contract.access.RenewGatewayLease;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.Delivery;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.object.CreateObject;
import dev.chorus.contract.object.ObjectState;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.store.server.RedisServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A sync service over a real Redis, asked over a real event bus as a gateway would. */
public final class SyncRig implements AutoCloseable {
    /** The account of all tests. */
    public static final String ACCOUNT = "AC" + "1".repeat(32);

    /** Its service. */
    public static final String SERVICE = "IS" + "1".repeat(32);

    /** Its API key. */
    public static final String KEY = "SK" + "1".repeat(32);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CommandBus bus = new CommandBus(vertx, Duration.ofSeconds(5), 1000);
    private final String deployment;

    private SyncRig(RedisServer redis, UnaryOperator<SyncOptions> adapt) {
        SyncOptions options = adapt.apply(SyncOptions.defaults(redis.options(), "node-1", meters));
        deployment = await(vertx.deployVerticle(new SyncVerticle(options))
                .toCompletionStage()
                .toCompletableFuture());
        ask(Caller.system(), new RegisterTenant(ACCOUNT, "token", KEY, "secret", SERVICE));
    }

    /** A service with the usual options. */
    public static SyncRig start(RedisServer redis) {
        return start(redis, options -> options);
    }

    /** A service with other options. */
    public static SyncRig start(RedisServer redis, UnaryOperator<SyncOptions> adapt) {
        return new SyncRig(redis, adapt);
    }

    /** A client of the service. */
    public static Caller client(String identity) {
        return new Caller(ACCOUNT, SERVICE, identity, false, "connection-of-" + identity, 1, null);
    }

    /** The account's back end. */
    public static Caller backEnd() {
        return Caller.backEnd(ACCOUNT, SERVICE);
    }

    /** The answer to a command, which must not be refused. */
    public <R extends Reply> R ask(Caller caller, Command<R> command) {
        return await(onLoop(() -> bus.request(BusAddress.SYNC, caller, command)));
    }

    /** The code with which a command is refused. */
    public ErrorCode refusal(Caller caller, Command<?> command) {
        try {
            onLoop(() -> bus.request(BusAddress.SYNC, caller, command)).get(5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RequestFailedException refusal) {
                return refusal.code();
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no refusal");
    }

    /** Makes an object as alice. */
    public ObjectState create(ObjectType type, @Nullable String name) {
        return ask(client("alice"), new CreateObject(type, name, null, null));
    }

    /** Everything that reaches a gateway, which is alive from now on. */
    public List<Object> gateway(String id) {
        List<Object> received = new CopyOnWriteArrayList<>();
        vertx.eventBus().consumer(BusAddress.ofGateway(id), message -> received.add(message.body()));
        ask(Caller.system(), new RenewGatewayLease(id, 60_000));
        return received;
    }

    /** The event bus that the service uses. */
    public Vertx vertx() {
        return vertx;
    }

    /** What the service counted. */
    public SimpleMeterRegistry meters() {
        return meters;
    }

    /** Stops the service as a drain would. */
    public void undeploy() {
        await(vertx.undeploy(deployment).toCompletionStage().toCompletableFuture());
    }

    /** The changes among what reached a gateway. */
    public static List<Change> changes(List<Object> received) {
        return received.stream()
                .filter(Delivery.class::isInstance)
                .map(message -> Change.decode(((Delivery) message).change()))
                .toList();
    }

    /** Waits until something holds, and fails if it does not for too long. */
    public static void eventually(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError("it never came to hold");
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        await(vertx.close().toCompletionStage().toCompletableFuture());
    }

    private <T> CompletableFuture<T> onLoop(Supplier<Future<T>> step) {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(go -> step.get().onComplete(done::complete, done::completeExceptionally));
        return done;
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
