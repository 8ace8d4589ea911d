package dev.chorus.messaging;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.Command;
import dev.chorus.contract.Reply;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.RegisterTenant;
import dev.chorus.contract.change.Change;
import dev.chorus.contract.change.Delivery;
import dev.chorus.contract.channel.ChannelState;
import dev.chorus.contract.channel.ChannelType;
import dev.chorus.contract.channel.CreateChannel;
import dev.chorus.contract.error.ErrorCode;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.member.AddMember;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.contract.object.ObjectType;
import dev.chorus.service.ServiceOptions;
import dev.chorus.service.webhook.WebhookOptions;
import dev.chorus.store.Retention;
import dev.chorus.store.Store;
import dev.chorus.store.item.PageBounds;
import dev.chorus.store.script.ScriptCall;
import dev.chorus.store.server.RedisServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A messaging service over a real Redis, asked over a real event bus as a gateway would. */
public final class MessagingRig implements AutoCloseable {
    /** The account of all tests. */
    public static final String ACCOUNT = "AC" + "1".repeat(32);

    /** Its service. */
    public static final String SERVICE = "IS" + "1".repeat(32);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CommandBus bus = new CommandBus(vertx, Duration.ofSeconds(5), 1000);
    private final Store store;

    private MessagingRig(RedisServer redis) {
        ServiceOptions options =
                ServiceOptions.defaults(redis.options(), meters).withWebhooks(WebhookOptions.of(true));
        await(vertx.deployVerticle(new MessagingVerticle(options))
                .toCompletionStage()
                .toCompletableFuture());
        store = await(onLoop(() -> Store.open(vertx, redis.options(), Retention.DEFAULT, meters)));
        await(onLoop(() -> store.tenants()
                .register(new RegisterTenant(ACCOUNT, "token", "SK" + "1".repeat(32), "secret", SERVICE))));
    }

    /** A service with the usual options. */
    public static MessagingRig start(RedisServer redis) {
        return new MessagingRig(redis);
    }

    /** A client of the service. */
    public static Caller client(String identity) {
        return new Caller(ACCOUNT, SERVICE, identity, false, "", 0, null);
    }

    /** The account's back end. */
    public static Caller backEnd() {
        return Caller.backEnd(ACCOUNT, SERVICE);
    }

    /** The answer to a command, which must not be refused. */
    public <R extends Reply> R ask(Caller caller, Command<R> command) {
        return await(onLoop(() -> bus.request(BusAddress.MESSAGING, caller, command)));
    }

    /** The future answer to a command, for several at once. */
    public <R extends Reply> CompletableFuture<R> send(Caller caller, Command<R> command) {
        return onLoop(() -> bus.request(BusAddress.MESSAGING, caller, command));
    }

    /** The code with which a command is refused. */
    public ErrorCode refusal(Caller caller, Command<?> command) {
        return refusalOf(onLoop(() -> bus.request(BusAddress.MESSAGING, caller, command)));
    }

    /** The code with which something is refused. */
    public static ErrorCode refusalOf(CompletableFuture<?> answer) {
        try {
            answer.get(5, TimeUnit.SECONDS);
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

    /** Makes a channel. */
    public ChannelState channel(String creator, ChannelType type, @Nullable String name) {
        return ask(client(creator), new CreateChannel(type, name, null, null));
    }

    /** Makes a channel with members, the first of whom made it. */
    public ChannelState channelOf(ChannelType type, String... members) {
        ChannelState channel = channel(members[0], type, null);
        ask(client(members[0]), new AddMember(channel.sid(), members[0]));
        for (int i = 1; i < members.length; i++) {
            ask(backEnd(), new AddMember(channel.sid(), members[i]));
        }
        return channel;
    }

    /** The items of a list or map by their keys, in order. */
    public Map<String, JsonObject> items(ObjectSid collection) {
        ObjectType type = collection.type().orElseThrow();
        Map<String, JsonObject> items = new LinkedHashMap<>();
        await(onLoop(() -> store.items()
                        .readPage(ScriptCall.system(), type, collection, new PageBounds(null, true, false, 1000))))
                .items()
                .forEach(
                        item -> items.put(item.key(), new JsonObject(item.data().toString())));
        return items;
    }

    /** The value of a document. */
    public JsonObject document(ObjectSid document) {
        return new JsonObject(await(
                        onLoop(() -> store.objects().read(ScriptCall.system(), ObjectType.DOCUMENT, document)))
                .data()
                .toString());
    }

    /** What happened to an object so far, in order. */
    public List<Change> log(ObjectSid object) {
        return await(onLoop(() -> store.log().read(object, 0, false))).changes();
    }

    /** Everything that reaches a gateway, which is alive from now on and follows these objects. */
    public List<Delivery> gateway(String id, ObjectSid... objects) {
        List<Delivery> received = new CopyOnWriteArrayList<>();
        vertx.eventBus().consumer(BusAddress.ofGateway(id), message -> {
            if (message.body() instanceof Delivery delivery) {
                received.add(delivery);
            }
        });
        await(onLoop(() -> store.gateways().renew(id, Duration.ofMinutes(1))));
        for (ObjectSid object : objects) {
            await(onLoop(() -> store.log().follow(ScriptCall.system(), object, id, null, false)));
        }
        return received;
    }

    /** The store that the service works on. */
    public Store store() {
        return store;
    }

    /** What the service counted. */
    public SimpleMeterRegistry meters() {
        return meters;
    }

    /** The event bus that the service uses. */
    public Vertx vertx() {
        return vertx;
    }

    /** Does something on the loop that the store belongs to. */
    public <T> CompletableFuture<T> onLoop(Supplier<Future<T>> step) {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(go -> step.get().onComplete(done::complete, done::completeExceptionally));
        return done;
    }

    /** Waits for something that must not fail. */
    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
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
        await(onLoop(store::close));
        await(vertx.close().toCompletionStage().toCompletableFuture());
    }
}
