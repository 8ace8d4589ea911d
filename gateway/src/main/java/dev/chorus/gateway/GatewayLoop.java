package dev.chorus.gateway;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.Reply;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.access.LeaseRenewed;
import dev.chorus.contract.access.RenewGatewayLease;
import dev.chorus.contract.change.Delivery;
import dev.chorus.contract.change.LinkBeat;
import dev.chorus.gateway.auth.BackEndCredentials;
import dev.chorus.gateway.auth.KeyDirectory;
import dev.chorus.gateway.auth.Revocations;
import dev.chorus.gateway.auth.TokenVerifier;
import dev.chorus.gateway.dialect.backend.BackEndDialect;
import dev.chorus.gateway.dialect.chat.ChatDialect;
import dev.chorus.gateway.dialect.first.FirstDialect;
import dev.chorus.gateway.dialect.operator.Connections;
import dev.chorus.gateway.dialect.operator.CredentialRoutes;
import dev.chorus.gateway.dialect.operator.DeliveryRoutes;
import dev.chorus.gateway.dialect.operator.ViewRoutes;
import dev.chorus.gateway.dialect.sync.SyncDialect;
import dev.chorus.gateway.http.HttpEndpoint;
import dev.chorus.gateway.http.ServerRoutes;
import dev.chorus.gateway.latency.StoreClock;
import dev.chorus.gateway.presence.PresenceReporter;
import dev.chorus.gateway.socket.ReadySockets;
import dev.chorus.gateway.socket.SessionLimits;
import dev.chorus.gateway.socket.SessionServices;
import dev.chorus.gateway.socket.SocketEndpoint;
import dev.chorus.gateway.socket.SocketMetrics;
import dev.chorus.gateway.subscription.DeliveryLinks;
import dev.chorus.gateway.subscription.HubMetrics;
import dev.chorus.gateway.subscription.RenewalQueue;
import dev.chorus.gateway.subscription.SubscriptionHub;
import dev.chorus.gateway.tunnel.RouteTable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One event loop of a gateway, built and wired: its sockets, its hub, and an address of its own to which services send
 * changes.
 */
final class GatewayLoop {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final long LEASE_RENEWAL_MILLIS = 2_000;
    private static final long TICK_MILLIS = 1_000;

    /**
     * In so many ticks every interest is renewed: half an hour, well within the time for which services keep one that
     * nobody renews. It is for losses that nothing else notices, and costs by what is followed, so it is not more often.
     */
    private static final int INTEREST_RENEWAL_TICKS = 1_800;

    private static final Duration KEY_FRESHNESS = Duration.ofSeconds(1);

    /** Live sockets are pinged more often than this, so only connections without a session are closed by it. */
    private static final int IDLE_SECONDS = 75;

    private static final int LONGEST_REQUEST_LINE = 16 * 1024;

    private static final String NEWCOMERS = "Connections that wait to be let in";
    private static final String READS = "Reads for subscribers that wait for their turn";
    private static final String UNREAD = "What clients have not read yet";
    private static final String UNREAD_OF_ONE = "What the client has not read that left the most unread";
    private static final String CLOCK_SKEW = "How far this machine's clock is ahead of Redis'";
    private static final String UNCERTAINTY = "How wrong latencies and skew may be";
    private static final String TIMEOUTS = "Times that a service instance did not answer in time";
    private static final String REPEATED = "Commands that were asked again";
    private static final String REFUSED = "Commands that were given up, or were too many";

    private final Vertx vertx;
    private final GatewayOptions options;
    private final String gateway;
    private final CommandBus bus;
    private final HubMetrics hubMetrics;
    private final SubscriptionHub hub;
    private final PresenceReporter presence;
    private final ReadySockets readySockets;
    private final SocketEndpoint sockets;
    private final Revocations revocations;
    private final Connections connections;
    private final HttpServer server;
    private final KeyDirectory keys;
    private volatile long leasedNanos = System.nanoTime();

    /**
     * A loop that does not listen yet.
     *
     * @param vertx the event loop is that of the current context
     * @param options how it runs
     * @param sessions the process's count of sessions, which all of its loops share
     * @param gateway the loop's id, fresh at every start
     */
    GatewayLoop(Vertx vertx, GatewayOptions options, AtomicInteger sessions, String gateway) {
        this.vertx = vertx;
        this.options = options;
        this.gateway = gateway;
        GatewayLimits limits = options.limits();
        bus = new CommandBus(vertx, limits.commandTimeout(), limits.commandsInFlight());
        keys = new KeyDirectory(bus, options.steadyClock(), KEY_FRESHNESS);
        TokenVerifier tokens = new TokenVerifier(keys, options.clock(), limits.tokenLifetime());
        RouteTable routes = new RouteTable().onRefusal(new RefusalMetrics(options.metrics())::count);
        SyncDialect.addTo(routes, bus, tokens, options.clock());
        ChatDialect.addTo(routes, bus);
        BackEndCredentials credentials = new BackEndCredentials(keys);
        BackEndDialect.addTo(routes, bus, credentials);
        connections = new Connections(vertx);
        new DeliveryRoutes(bus, credentials).addTo(routes);
        new ViewRoutes(bus, credentials, connections).addTo(routes);
        new CredentialRoutes(bus, credentials, options.operatorToken()).addTo(routes);
        new ServerRoutes(options.development(), options.clock()).addTo(routes);
        readySockets = new ReadySockets(vertx);
        hubMetrics = new HubMetrics(options.metrics());
        hub = new SubscriptionHub(vertx, bus, options.steadyClock(), gateway, hubMetrics);
        FirstDialect.addTo(routes, vertx, bus, hub, readySockets);
        SessionLimits sessionLimits = new SessionLimits(
                limits.pendingBytes(),
                limits.requestsInFlight(),
                limits.subscriptions(),
                limits.handshakeTimeout(),
                limits.pingInterval());
        presence = new PresenceReporter(vertx, bus, gateway, options.metrics());
        SessionServices services = new SessionServices(
                routes,
                tokens,
                hub,
                options.clock(),
                options.steadyClock(),
                sessionLimits,
                presence,
                readySockets,
                new SocketMetrics(options.metrics(), sessions));
        sockets = new SocketEndpoint(vertx, services, gateway, options.publicUrl(), limits.sessions());
        revocations = new Revocations(vertx, keys, sockets::keys, sockets::revoked);
        HttpEndpoint http = new HttpEndpoint(routes, tokens, options.publicUrl(), limits.messageBytes());
        server = vertx.createHttpServer(serverOptions(options))
                .webSocketHandshakeHandler(sockets::connect)
                .requestHandler(http.router(vertx));
    }

    /** Listens for changes and for clients. */
    Future<?> start() {
        // In a cluster it takes a moment until others know the address, and until then deliveries to it are lost.
        return listenForChanges().compose(known -> renewLease()).compose(renewed -> server.listen());
    }

    /** Sends the clients away and gives up everything that is held in the cluster. */
    Future<?> stop() {
        return sockets.drain(options.drainTime())
                .eventually(() -> server.shutdown(options.drainTime().toMillis(), TimeUnit.MILLISECONDS))
                .eventually(presence::end)
                .eventually(() -> lease(Duration.ZERO));
    }

    /** The port that it listens on. */
    int port() {
        return server.actualPort();
    }

    private Future<?> listenForChanges() {
        RenewalQueue renewals = new RenewalQueue(hub);
        DeliveryLinks links = new DeliveryLinks(options.steadyClock(), () -> {
            hubMetrics.linkSuspected();
            renewals.addAll();
            presence.reportAll();
        });
        measure(renewals, links);
        MessageConsumer<?> deliveries = vertx.eventBus().consumer(BusAddress.ofGateway(gateway), message -> {
            if (message.body() instanceof Delivery delivery) {
                links.delivered(delivery);
                hub.deliver(delivery);
            } else if (message.body() instanceof LinkBeat beat) {
                links.beat(beat);
            }
        });
        vertx.setPeriodic(TICK_MILLIS / SocketEndpoint.TICK_PARTS, timer -> sockets.tick());
        vertx.setPeriodic(TICK_MILLIS, timer -> {
            links.check();
            hub.dropIdle();
            renewals.retry();
            renewals.addShare(INTEREST_RENEWAL_TICKS);
        });
        vertx.setPeriodic(LEASE_RENEWAL_MILLIS, timer -> renewLease());
        return readySockets
                .listen()
                .compose(listening -> revocations.listen())
                .compose(listening -> connections.answerFor(sockets))
                .compose(listening -> deliveries.completion());
    }

    private static HttpServerOptions serverOptions(GatewayOptions options) {
        int messageBytes = options.limits().messageBytes();
        return new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                .setMaxHeaderSize(LONGEST_REQUEST_LINE)
                .setMaxWebSocketFrameSize(messageBytes)
                .setMaxWebSocketMessageSize(messageBytes)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setHandle100ContinueAutomatically(true)
                .setTcpNoDelay(true)
                .setReusePort(false)
                // All that a connection does is done on its loop: it needs no queue for other threads, 4 kB each.
                .setStrictThreadMode(true)
                // Requests are traced where they are answered, whichever way they came, and without their URLs.
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setIdleTimeout(IDLE_SECONDS);
    }

    /** A gateway that no service knows to be alive would have its interest dropped, so it starts with its lease. */
    private Future<?> renewLease() {
        return lease(LEASE).recover(failure -> Future.succeededFuture());
    }

    private Future<?> lease(Duration duration) {
        long askedNanos = System.nanoTime();
        // An instance of an earlier release, during an update, answers without the time.
        Future<? extends Reply> answered =
                bus.request(BusAddress.SYNC, Caller.system(), new RenewGatewayLease(gateway, duration.toMillis()));
        return answered.onSuccess(answer -> {
            leasedNanos = System.nanoTime();
            if (answer instanceof LeaseRenewed renewed) {
                hub.latency().clock().heard(askedNanos, leasedNanos, renewed.storeMillis());
            }
        });
    }

    private void measure(RenewalQueue renewals, DeliveryLinks links) {
        StoreClock clock = hub.latency().clock();
        new LoopMetrics(options.metrics(), gateway)
                .gauge("gateway.subscriptions", "Subscriptions", hubMetrics, HubMetrics::subscriptions)
                .gauge("gateway.objects.followed", "Objects that are followed", hub, SubscriptionHub::followedObjects)
                .gauge("gateway.reads.waiting", READS, hub, SubscriptionHub::waitingReads)
                .gauge("gateway.sockets.waiting", NEWCOMERS, sockets, SocketEndpoint::waiting)
                .gauge("gateway.renewals.waiting", "Objects whose logs are to be read", renewals, RenewalQueue::size)
                .gauge("gateway.links", "Service instances that give signs of life", links, DeliveryLinks::size)
                .gauge("gateway.keys.cached", "Keys that are known for a moment", keys, KeyDirectory::size)
                .gauge("gateway.identities.ready", "Identities with a ready socket", readySockets, ReadySockets::size)
                .gauge("gateway.outbound", UNREAD, "bytes", sockets, SocketEndpoint::pendingBytes)
                .gauge("gateway.outbound.largest", UNREAD_OF_ONE, "bytes", sockets, SocketEndpoint::largestPendingBytes)
                .gauge("gateway.lease.age", "Since the lease was last renewed", "seconds", this, GatewayLoop::leaseAge)
                .gauge("gateway.clock.skew", CLOCK_SKEW, "seconds", clock, StoreClock::skewSeconds)
                .gauge("gateway.clock.uncertainty", UNCERTAINTY, "seconds", clock, StoreClock::uncertaintySeconds)
                .gauge(
                        "gateway.commands.inflight",
                        "Commands without an answer",
                        bus,
                        b -> b.usage().inFlight())
                .counter(
                        "gateway.commands.timeouts",
                        TIMEOUTS,
                        bus,
                        b -> b.usage().timeouts())
                .counter(
                        "gateway.commands.repeated",
                        REPEATED,
                        bus,
                        b -> b.usage().repetitions())
                .counter(
                        "gateway.commands.refused", REFUSED, bus, b -> b.usage().refusals());
    }

    private double leaseAge() {
        return (System.nanoTime() - leasedNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
