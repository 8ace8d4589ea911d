package dev.chorus.server;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.Reply;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.RegisterTenant;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.gateway.DevelopmentAccess;
import dev.chorus.gateway.GatewayLimits;
import dev.chorus.gateway.GatewayOptions;
import dev.chorus.gateway.GatewayVerticle;
import dev.chorus.gateway.SteadyClock;
import dev.chorus.messaging.MessagingVerticle;
import dev.chorus.server.development.DevelopmentKeys;
import dev.chorus.service.ServiceOptions;
import dev.chorus.service.webhook.WebhookOptions;
import dev.chorus.store.StoreOptions;
import dev.chorus.sync.SyncOptions;
import dev.chorus.sync.SyncVerticle;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The roles of this process as verticles: the gateway starts last and stops first. */
final class Roles {
    private static final Duration REGISTRATION_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REGISTRATION_PAUSE = Duration.ofMillis(300);
    private static final int MOST_LOOPS = 8;

    private final Vertx vertx;
    private final ServerOptions options;
    private final @Nullable RedisServers redis;
    private final @Nullable DevelopmentAccess development;
    private final @Nullable String operatorToken;
    private final MeterRegistry metrics;
    private final String nodeId = UUID.randomUUID().toString().substring(0, 8);
    private final Deque<String> deployed = new ArrayDeque<>();

    Roles(
            Vertx vertx,
            ServerOptions options,
            @Nullable RedisServers redis,
            @Nullable DevelopmentAccess development,
            @Nullable String operatorToken,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.options = options;
        this.redis = redis;
        this.development = development;
        this.operatorToken = operatorToken;
        this.metrics = metrics;
    }

    Future<?> startServices() {
        WebhookOptions webhooks = WebhookOptions.of(options.privateWebhooks());
        Future<?> sync = Future.succeededFuture();
        if (options.roles().contains(Role.SYNC)) {
            SyncOptions syncOptions =
                    SyncOptions.defaults(store(), nodeId, metrics).withWebhooks(webhooks);
            sync = deploy(vertx.deployVerticle(() -> new SyncVerticle(syncOptions), new DeploymentOptions()));
        }
        if (!options.roles().contains(Role.MESSAGING)) {
            return sync;
        }
        ServiceOptions messaging = ServiceOptions.defaults(store(), metrics).withWebhooks(webhooks);
        return sync.compose(
                done -> deploy(vertx.deployVerticle(() -> new MessagingVerticle(messaging), new DeploymentOptions())));
    }

    /**
     * Makes the first account known, through whatever process has the sync role. In a cluster that process may
     * start later than this one, so it is asked until it is there.
     */
    Future<?> register(DevelopmentKeys keys) {
        RegisterTenant command = new RegisterTenant(
                keys.accountSid(), keys.authToken(), keys.apiKey(), keys.apiSecret(), keys.serviceSid());
        return new CommandBus(vertx, REGISTRATION_TIMEOUT, 1)
                .request(BusAddress.SYNC, Caller.system(), command)
                .map(Reply.class::cast)
                .recover(failure -> failure instanceof RequestFailedException refusal
                                && refusal.code().retryable()
                        ? vertx.timer(REGISTRATION_PAUSE.toMillis())
                                .compose(passed -> register(keys))
                                .mapEmpty()
                        : Future.failedFuture(failure));
    }

    Future<?> startGateway() {
        if (!options.roles().contains(Role.GATEWAY)) {
            return Future.succeededFuture();
        }
        AtomicInteger sessions = new AtomicInteger();
        Gauge.builder("gateway.sessions", sessions, AtomicInteger::get)
                .description("Connections of clients")
                .register(metrics);
        GatewayOptions gatewayOptions = new GatewayOptions(
                options.host(),
                options.port(),
                nodeId,
                options.publicUrl(),
                Duration.ofSeconds(options.drainSeconds()),
                GatewayLimits.relaxed(),
                development,
                operatorToken,
                Clock.systemUTC(),
                SteadyClock.started(),
                metrics);
        int loops = Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
        return deploy(vertx.deployVerticle(
                () -> new GatewayVerticle(gatewayOptions, sessions), new DeploymentOptions().setInstances(loops)));
    }

    /** Undeploys everything, the latest first. */
    Future<?> stop() {
        Future<?> stopped = Future.succeededFuture();
        while (!deployed.isEmpty()) {
            String id = deployed.pop();
            stopped = stopped.transform(before -> vertx.undeploy(id));
        }
        return stopped;
    }

    private StoreOptions store() {
        return Objects.requireNonNull(redis, "a service without Redis").toStoreOptions();
    }

    private Future<?> deploy(Future<String> deployment) {
        return deployment.onSuccess(deployed::push);
    }
}
