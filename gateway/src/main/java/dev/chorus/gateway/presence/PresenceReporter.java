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
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the messaging service whether this event loop has sockets of a user: once when the first one comes, and once when
 * the last one has been gone for a while. It holds no more entries than there are sockets.
 */
public final class PresenceReporter {
    /** For how long a user may be away without anybody being told. */
    static final Duration GRACE = Duration.ofSeconds(3);

    private static final long RETRY_MILLIS = 1_000;

    private final Vertx vertx;
    private final CommandBus bus;
    private final String gateway;
    private final Map<Who, Integer> sockets = new HashMap<>();

    private record Who(String accountSid, String serviceSid, String identity) {}

    /** A reporter for the gateway of this id, whose users are counted in {@code gateway.users}. */
    public PresenceReporter(Vertx vertx, CommandBus bus, String gateway, MeterRegistry meters) {
        this.vertx = vertx;
        this.bus = bus;
        this.gateway = gateway;
        meters.gaugeMapSize("gateway.users", Tags.of("gateway", gateway), sockets);
    }

    /** A socket of a token's identity came. Tokens that open no chat do not count. */
    public void connected(AccessToken token) {
        Who who = who(token);
        if (who != null && sockets.merge(who, 1, Integer::sum) == 1) {
            report(who);
        }
    }

    /** A socket that {@link #connected} was told of is gone. */
    public void disconnected(AccessToken token) {
        Who who = who(token);
        if (who != null && sockets.merge(who, -1, Integer::sum) == 0) {
            vertx.setTimer(GRACE.toMillis(), timer -> {
                if (sockets.remove(who, 0)) {
                    report(who);
                }
            });
        }
    }

    /** Tells that everyone is gone, for a gateway that ends. Completes when that is told. */
    public Future<?> end() {
        List<Who> all = List.copyOf(sockets.keySet());
        sockets.clear();
        return Future.join(all.stream().map(who -> send(who, false)).toList());
    }

    /** Tells again who is here, for a service that may have lost it. */
    public void reportAll() {
        sockets.forEach((who, count) -> {
            if (count > 0) {
                send(who, true);
            }
        });
    }

    /** Tells what is true at that moment; what could not be told is told later, unless it was outdated meanwhile. */
    private void report(Who who) {
        send(who, isHere(who)).onFailure(failure -> {
            if (failure instanceof RequestFailedException refusal
                    && refusal.code().retryable()) {
                vertx.setTimer(RETRY_MILLIS, timer -> report(who));
            }
        });
    }

    private boolean isHere(Who who) {
        return sockets.getOrDefault(who, 0) > 0;
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
