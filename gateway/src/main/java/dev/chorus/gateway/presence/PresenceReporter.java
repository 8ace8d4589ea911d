package dev.chorus.gateway.presence;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.CommandBus;
import dev.chorus.contract.access.Caller;
import dev.chorus.contract.error.RequestFailedException;
import dev.chorus.contract.user.ReportPresence;
import dev.chorus.gateway.auth.AccessToken;
import dev.chorus.gateway.auth.Grant;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the messaging service whether this event loop has sockets of a user: once when the first one comes, and once when
 * the last one has been gone for a while. What is told is what is true when it is sent, one report of a user at a time,
 * so that the last one tells the present. It holds no more entries than there are or lately were sockets.
 */
public final class PresenceReporter {
    /** For how long a user may be away without anybody being told. */
    static final Duration GRACE = Duration.ofSeconds(3);

    private static final long RETRY_MILLIS = 1_000;

    /** How many reports are under way at most: a whole gateway's users are told without crowding requests out. */
    private static final int AT_ONCE = 32;

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final CommandBus bus;
    private final String gateway;
    private final Duration grace;
    private final Map<Who, Presence> present = new HashMap<>();
    private final Set<Who> untold = new LinkedHashSet<>();
    private final Set<Who> underWay = new HashSet<>();
    private boolean pausing;
    private @Nullable Promise<Void> ended;

    private record Who(String accountSid, String serviceSid, String identity) {}

    private static final class Presence {
        int sockets;
        long graceTimer = NO_TIMER;
    }

    /** A reporter for the gateway of this id, whose users are counted in {@code gateway.users}. */
    public PresenceReporter(Vertx vertx, CommandBus bus, String gateway, MeterRegistry meters) {
        this(vertx, bus, gateway, meters, GRACE);
    }

    PresenceReporter(Vertx vertx, CommandBus bus, String gateway, MeterRegistry meters, Duration grace) {
        this.vertx = vertx;
        this.bus = bus;
        this.gateway = gateway;
        this.grace = grace;
        meters.gaugeMapSize("gateway.users", Tags.of("gateway", gateway), present);
        meters.gaugeCollectionSize("gateway.users.untold", Tags.of("gateway", gateway), untold);
    }

    /** A socket of a token's identity came. Tokens that open no chat do not count. */
    public void connected(AccessToken token) {
        Who who = who(token);
        if (who == null || ended != null) {
            return;
        }
        Presence presence = present.get(who);
        if (presence == null) {
            presence = new Presence();
            present.put(who, presence);
            tell(List.of(who));
        } else if (presence.graceTimer != NO_TIMER) {
            vertx.cancelTimer(presence.graceTimer);
            presence.graceTimer = NO_TIMER;
        }
        presence.sockets++;
    }

    /** A socket that {@link #connected} was told of is gone, or goes on with another token. */
    public void disconnected(AccessToken token) {
        Who who = who(token);
        Presence presence = who == null ? null : present.get(who);
        if (who == null || presence == null || --presence.sockets > 0) {
            return;
        }
        presence.graceTimer = vertx.setTimer(grace.toMillis(), timer -> {
            present.remove(who);
            tell(List.of(who));
        });
    }

    /** Tells that everyone is gone, for a gateway that ends. Completes when that is told, or cannot be. */
    public Future<Void> end() {
        Promise<Void> end = Promise.promise();
        ended = end;
        List<Who> all = List.copyOf(present.keySet());
        present.values().forEach(presence -> vertx.cancelTimer(presence.graceTimer));
        present.clear();
        tell(all);
        return end.future();
    }

    /** Tells again who is here, for a service that may have lost it. */
    public void reportAll() {
        tell(present.keySet());
    }

    private void tell(Iterable<Who> some) {
        some.forEach(untold::add);
        flow();
    }

    private void flow() {
        List<Who> next = new ArrayList<>();
        Iterator<Who> waiting = untold.iterator();
        while (!pausing && underWay.size() < AT_ONCE && waiting.hasNext()) {
            Who who = waiting.next();
            if (underWay.add(who)) {
                waiting.remove();
                next.add(who);
            }
        }
        next.forEach(who -> send(who, present.containsKey(who)).onComplete(told -> told(who, told.cause())));
        if (ended != null && untold.isEmpty() && underWay.isEmpty()) {
            ended.tryComplete();
        }
    }

    private void told(Who who, @Nullable Throwable failure) {
        underWay.remove(who);
        if (failure instanceof RequestFailedException refusal && refusal.code().retryable()) {
            postpone(who);
        }
        flow();
    }

    private void postpone(Who who) {
        if (ended != null) {
            // Whoever is told nothing any more learns it from the lease, which ends with the gateway.
            untold.clear();
            return;
        }
        untold.add(who);
        if (!pausing) {
            pausing = true;
            vertx.setTimer(RETRY_MILLIS, timer -> {
                pausing = false;
                flow();
            });
        }
    }

    private Future<?> send(Who who, boolean here) {
        Caller caller = new Caller(who.accountSid(), who.serviceSid(), who.identity(), false, "", 0, null);
        return bus.request(BusAddress.MESSAGING, caller, new ReportPresence(gateway, here));
    }

    private static @Nullable Who who(AccessToken token) {
        String service = token.services().get(Grant.CHAT);
        if (service == null) {
            service = token.services().get(Grant.IP_MESSAGING);
        }
        return service == null ? null : new Who(token.accountSid(), service, token.identity());
    }
}
