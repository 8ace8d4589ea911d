package dev.chorus.gateway.socket;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.ContractCodec;
import dev.chorus.contract.session.AskedOverHttp;
import dev.chorus.contract.session.SocketReady;
import dev.chorus.gateway.auth.AccessToken;
import dev.chorus.gateway.auth.Grant;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The first-generation sockets of an event loop by identity, and which identities have one anywhere. A plain request says
 * nothing of the socket that its client has, which may be on another gateway: gateways tell each other.
 */
public final class ReadySockets {
    /** For how long an answer is held back for a socket (IP messaging specification, section 7.2). */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    /** The confirmation and the answer go to a client over two connections, and the first should be read first. */
    private static final Duration HEAD_START = Duration.ofMillis(20);

    /** For how long it counts that a socket was ready. */
    private static final Duration RECENT = Duration.ofSeconds(10);

    private static final int REMEMBERED = 20_000;
    private static final DeliveryOptions OPTIONS = new DeliveryOptions().setCodecName(ContractCodec.NAME);

    private final Vertx vertx;
    private final Map<Who, Set<SocketSession>> sockets = new HashMap<>();
    private final Map<Who, List<Promise<Void>>> waiting = new HashMap<>();
    private final Map<Who, Long> readyNanos = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Who, Long> eldest) {
            return size() > REMEMBERED;
        }
    };
    private BiConsumer<SocketSession, AskedOverHttp> asked = (session, what) -> {};

    private record Who(String serviceSid, String identity) {}

    /** Sockets of the loop that calls this. */
    public ReadySockets(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Hears what gateways tell each other. Completes when the cluster knows. */
    public Future<Void> listen() {
        return vertx.eventBus()
                .consumer(BusAddress.GATEWAYS, message -> {
                    if (message.body() instanceof SocketReady ready) {
                        heard(new Who(ready.serviceSid(), ready.identity()));
                    } else if (message.body() instanceof AskedOverHttp what) {
                        Who who = new Who(what.serviceSid(), what.identity());
                        List.copyOf(sockets.getOrDefault(who, Set.of())).forEach(socket -> asked.accept(socket, what));
                    }
                })
                .completion();
    }

    /** Sets what happens with a socket whose identity asked for something over plain HTTP. */
    public void onAskedOverHttp(BiConsumer<SocketSession, AskedOverHttp> action) {
        asked = action;
    }

    /** How many identities are remembered, of all gateways. */
    public int size() {
        return readyNanos.size();
    }

    /** Completes when an identity has a socket somewhere, and after a while in any case. */
    public Future<Void> awaitReady(AccessToken token) {
        Who who = who(token);
        Long at = who == null ? null : readyNanos.get(who);
        if (who == null || (at != null && System.nanoTime() - at < RECENT.toNanos())) {
            return Future.succeededFuture();
        }
        Promise<Void> ready = Promise.promise();
        waiting.computeIfAbsent(who, key -> new ArrayList<>(1)).add(ready);
        vertx.setTimer(PATIENCE.toMillis(), timer -> {
            ready.tryComplete();
            waiting.computeIfPresent(who, (key, all) -> all.remove(ready) && all.isEmpty() ? null : all);
        });
        return ready.future();
    }

    /** A socket's client has said what it wants to be notified of. */
    void ready(SocketSession session, AccessToken token) {
        Who who = who(token);
        if (who != null) {
            sockets.computeIfAbsent(who, key -> new LinkedHashSet<>()).add(session);
            vertx.eventBus().publish(BusAddress.GATEWAYS, new SocketReady(who.serviceSid(), who.identity()), OPTIONS);
        }
    }

    /** A socket is gone. */
    void gone(SocketSession session, AccessToken token) {
        Who who = who(token);
        if (who != null) {
            sockets.computeIfPresent(who, (key, all) -> all.remove(session) && all.isEmpty() ? null : all);
        }
    }

    private void heard(Who who) {
        readyNanos.remove(who);
        readyNanos.put(who, System.nanoTime());
        List<Promise<Void>> all = waiting.remove(who);
        if (all != null) {
            vertx.setTimer(HEAD_START.toMillis(), timer -> all.forEach(Promise::tryComplete));
        }
    }

    private static @Nullable Who who(AccessToken token) {
        for (Grant grant : List.of(Grant.CHAT, Grant.IP_MESSAGING)) {
            String service = token.services().get(grant);
            if (service != null) {
                return new Who(service, token.identity());
            }
        }
        return null;
    }
}
