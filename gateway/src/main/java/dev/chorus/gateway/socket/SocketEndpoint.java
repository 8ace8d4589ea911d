package dev.chorus.gateway.socket;

import dev.chorus.contract.frame.CloseReason;
import dev.chorus.contract.session.ConnectionState;
import dev.chorus.gateway.auth.AccessToken;
import dev.chorus.gateway.tunnel.Query;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where sockets arrive: it makes sessions of them, keeps their time, and sends them away when the gateway leaves. */
public final class SocketEndpoint {
    /** How many calls of {@link #tick} it takes until every session has looked at the time. */
    public static final int TICK_PARTS = 20;

    private static final Set<String> FIRST_GENERATION_PATHS = Set.of("/v2/wsconnect");

    /** Clients differ in whether they add the path to what their app configured (sync specification, section 2.1). */
    private static final Set<String> THIRD_GENERATION_PATHS =
            Set.of("/", "/v3/wsconnect", "/v3/wsconnect/v3/wsconnect");

    private static final long DRAIN_STEP_MILLIS = 50;
    /** How long a session that is sent away may wait for the answers to what it has asked. */
    private static final long LEAVE_MILLIS = 1_000;

    private final Vertx vertx;
    private final SessionServices services;
    private final String gateway;
    private final @Nullable String publicUrl;
    private final int sessionLimit;
    private final FlushCycle flushCycle;
    private final Doorway doorway;
    private final Set<SocketSession> sessions = new LinkedHashSet<>();
    private final List<SocketSession> leaving = new ArrayList<>();
    private final Deque<SocketSession> unticked = new ArrayDeque<>();
    private int tickPartsLeft;
    private long pendingSum;
    private long pendingLargest;
    private volatile long pendingBytes;
    private volatile long largestPendingBytes;
    private long lastSessionNumber;
    private boolean draining;

    /**
     * An endpoint without sessions.
     *
     * @param vertx for timers
     * @param services what sessions work with
     * @param gateway the event loop's id, which begins the ids of its sessions
     * @param publicUrl the base of all URLs; null to take what each client used
     * @param sessionLimit how many sessions there may be at once
     */
    public SocketEndpoint(
            Vertx vertx, SessionServices services, String gateway, @Nullable String publicUrl, int sessionLimit) {
        this.vertx = vertx;
        this.doorway = new Doorway(vertx);
        this.services = services;
        this.flushCycle = new FlushCycle(services.hub().latency());
        this.gateway = gateway;
        this.publicUrl = publicUrl;
        this.sessionLimit = sessionLimit;
    }

    /** Accepts a connection, or refuses it where it does not belong or there is no room. */
    public void connect(ServerWebSocketHandshake request) {
        if (isRefused(request, doorway.size())) {
            return;
        }
        Handshake handshake = handshake(request.path(), request.query());
        if (handshake == null) {
            services.metrics().refused(Refusal.UNKNOWN_PATH);
            request.reject(404);
            return;
        }
        String baseUrl = publicUrl != null ? publicUrl : baseUrl(request);
        doorway.enter(() -> {
            if (!isRefused(request, 0)) {
                request.accept().onSuccess(socket -> open(socket, handshake, baseUrl));
            }
        });
    }

    private boolean isRefused(ServerWebSocketHandshake request, int waiting) {
        if (!draining && sessions.size() + waiting < sessionLimit) {
            return false;
        }
        services.metrics().refused(draining ? Refusal.DRAINING : Refusal.FULL);
        request.reject(503);
        return true;
    }

    /**
     * Lets a part of the sessions look at the time. Each has its turn in {@link #TICK_PARTS} calls, which a second is
     * divided into: thousands that are pinged in one turn of the event loop would hold up everything else.
     */
    public void tick() {
        if (tickPartsLeft == 0) {
            pendingBytes = pendingSum;
            largestPendingBytes = pendingLargest;
            pendingSum = 0;
            pendingLargest = 0;
            unticked.addAll(sessions);
            tickPartsLeft = TICK_PARTS;
        }
        int share = (unticked.size() + tickPartsLeft - 1) / tickPartsLeft;
        tickPartsLeft--;
        Instant now = services.clock().instant();
        for (int i = 0; i < share; i++) {
            SocketSession session = unticked.remove();
            session.tick(now);
            long pending = session.writer().pendingBytes();
            pendingSum += pending;
            pendingLargest = Math.max(pendingLargest, pending);
        }
    }

    /** The keys that signed the tokens of the sessions there are. */
    public Set<String> keys() {
        Set<String> keys = new HashSet<>();
        for (SocketSession session : sessions) {
            AccessToken token = session.token();
            if (token != null) {
                keys.add(token.keySid());
            }
        }
        return keys;
    }

    /** Ends the sessions whose tokens were signed with these keys, which are good no more. */
    public void revoked(Collection<String> keys) {
        for (SocketSession session : new ArrayList<>(sessions)) {
            AccessToken token = session.token();
            if (token != null && keys.contains(token.keySid())) {
                session.close(CloseReason.UNAUTHORIZED);
            }
        }
    }

    /** Connections to a service, as many as one looks at. */
    public List<ConnectionState> connections(String account, String service, int limit) {
        List<ConnectionState> found = new ArrayList<>();
        for (SocketSession session : sessions) {
            AccessToken token = session.token();
            if (token != null
                    && found.size() < limit
                    && token.accountSid().equals(account)
                    && token.services().containsValue(service)) {
                found.add(session.state(token));
            }
        }
        return found;
    }

    /** How many bytes waited for all clients to read them when it was last looked. */
    public long pendingBytes() {
        return pendingBytes;
    }

    /** How many bytes waited for the client that left the most unread. */
    public long largestPendingBytes() {
        return largestPendingBytes;
    }

    /** How many connections wait to be let in. */
    public int waiting() {
        return doorway.size();
    }

    /** How many sessions there are. */
    public int sessionCount() {
        return sessions.size();
    }

    /** Accepts nobody any more and sends everybody away, spread over a time; completes when all were told. */
    public Future<Void> drain(Duration over) {
        draining = true;
        Promise<Void> drained = Promise.promise();
        long steps = Math.max(1, over.toMillis() / DRAIN_STEP_MILLIS);
        int perStep = (int) Math.max(1, (sessions.size() + steps - 1) / steps);
        drainStep(perStep, drained);
        return drained.future();
    }

    private void drainStep(int count, Promise<Void> drained) {
        List<SocketSession> some = sessions.stream().limit(count).toList();
        some.forEach(session -> {
            sessions.remove(session);
            session.leave();
            if (!session.isClosed()) {
                leaving.add(session);
                vertx.setTimer(LEAVE_MILLIS, timer -> session.close(CloseReason.OFFLOAD));
            }
        });
        leaving.removeIf(SocketSession::isClosed);
        if (sessions.isEmpty() && leaving.isEmpty()) {
            // One more step, so that the last goodbyes leave before the server does.
            vertx.setTimer(DRAIN_STEP_MILLIS, timer -> drained.complete());
        } else {
            vertx.setTimer(DRAIN_STEP_MILLIS, timer -> drainStep(count, drained));
        }
    }

    private @Nullable Handshake handshake(String path, @Nullable String query) {
        if (THIRD_GENERATION_PATHS.contains(path)) {
            return new ThirdGeneration();
        }
        if (FIRST_GENERATION_PATHS.contains(path)) {
            List<String> token = Query.parse(query).getOrDefault("token", List.of());
            return new FirstGeneration(token.isEmpty() ? null : token.get(0), publicUrl == null);
        }
        return null;
    }

    private void open(ServerWebSocket socket, Handshake handshake, String baseUrl) {
        String id = gateway + "-" + Long.toString(++lastSessionNumber, Character.MAX_RADIX);
        SocketSession session = new SocketSession(id, socket, flushCycle, services, handshake, baseUrl);
        sessions.add(session);
        socket.binaryMessageHandler(session::receive);
        socket.textMessageHandler(text -> session.close(CloseReason.MALFORMED_PACKET));
        // A write to a channel that is just closing fails here, at once, while subscribers are being told.
        socket.exceptionHandler(failure -> session.closeSoon(CloseReason.CLIENT_LEFT));
        socket.closeHandler(closed -> {
            sessions.remove(session);
            session.close(CloseReason.CLIENT_LEFT);
        });
        handshake.begin(session);
    }

    private static String baseUrl(ServerWebSocketHandshake request) {
        String scheme = request.isSsl() ? "https" : "http";
        return request.authority() == null ? scheme + "://localhost" : scheme + "://" + request.authority();
    }
}
