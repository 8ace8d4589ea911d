package dev.chorus.gateway.stage;

import dev.chorus.gateway.DevelopmentAccess;
import dev.chorus.gateway.GatewayLimits;
import dev.chorus.gateway.GatewayOptions;
import dev.chorus.gateway.GatewayVerticle;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway on a free port of loopback, fresh for each test, with {@link MemorySync} and {@link MemoryMessaging}
 * behind it. Register it static.
 */
public final class GatewayStage implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final long PATIENCE_SECONDS = 20;

    private final GatewayLimits limits;
    private AtomicInteger sessions = new AtomicInteger();
    private Vertx vertx = null;
    private Vertx clientVertx = null;
    /** Kept, because Vert.x closes the connections of a client that was collected. */
    private WebSocketClient webSockets = null;

    private ManualClock clock = null;
    private MemorySync sync = null;
    private MemoryMessaging messaging = null;
    private MeterRegistry metrics = null;
    private GatewayVerticle gateway = null;
    private String deployment = null;

    /** A stage with limits that honest clients do not notice, and no time to wait for clients at the end. */
    public GatewayStage() {
        this(GatewayLimits.relaxed());
    }

    public GatewayStage(GatewayLimits limits) {
        this.limits = limits;
    }

    /** Waits for a future and gives its result. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("a future did not succeed", e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        BufferLeaks.watch();
        VertxOptions options = new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2);
        vertx = Vertx.vertx(options);
        clientVertx = Vertx.vertx(options);
        webSockets = clientVertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(20_000)
                .setMaxFrameSize(64 << 20)
                .setMaxMessageSize(64 << 20));
        ManualClock steadyClock = new ManualClock();
        clock = new ManualClock(steadyClock);
        sessions = new AtomicInteger();
        sync = new MemorySync(vertx);
        messaging = new MemoryMessaging(vertx);
        metrics = new SimpleMeterRegistry();
        gateway = new GatewayVerticle(
                new GatewayOptions(
                        "127.0.0.1",
                        0,
                        "node1",
                        null,
                        Duration.ZERO,
                        limits,
                        new DevelopmentAccess(Tokens.ACCOUNT, Tokens.KEY, Tokens.SECRET, Tokens.SERVICE),
                        Tokens.OPERATOR,
                        clock,
                        steadyClock,
                        metrics),
                sessions);
        await(sync.start());
        await(messaging.start());
        deployment = await(vertx.deployVerticle(gateway));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        await(clientVertx.close());
        await(vertx.close());
        BufferLeaks.assertNone();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        BufferLeaks.search();
        BufferLeaks.assertNone();
    }

    /** A client of the third generation that has said who it is. */
    public SocketClient connect(String identity) {
        SocketClient client = open("/v3/wsconnect");
        client.init(tokens().of(identity)).assertStatus(200);
        return client;
    }

    /** A client of the third generation whose token opens chat. */
    public SocketClient connectToChat(String identity) {
        SocketClient client = open("/v3/wsconnect");
        client.init(tokens().forChat(identity)).assertStatus(200);
        return client;
    }

    /** A socket on which nothing was said yet. */
    public SocketClient open(String path) {
        return SocketClient.open(clientVertx, webSockets, port(), path);
    }

    /** Stops the gateway, which sends its clients away. */
    public Future<Void> stopGateway() {
        return vertx.undeploy(deployment);
    }

    public int port() {
        return gateway.port();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port();
    }

    public Vertx clientVertx() {
        return clientVertx;
    }

    public MemorySync sync() {
        return sync;
    }

    public MemoryMessaging messaging() {
        return messaging;
    }

    public ManualClock clock() {
        return clock;
    }

    public Tokens tokens() {
        return new Tokens(clock);
    }

    /** How many sessions the gateway counts. */
    public int sessions() {
        return sessions.get();
    }

    /** A counter of the gateway. */
    public double counted(String name, String... tags) {
        return metrics.get(name).tags(tags).counter().count();
    }
}
