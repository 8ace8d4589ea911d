package dev.chorus.service.delivery;

import dev.chorus.bus.BusAddress;
import dev.chorus.bus.ContractCodec;
import dev.chorus.contract.change.Delivery;
import dev.chorus.contract.change.LinkBeat;
import dev.chorus.contract.object.ObjectSid;
import dev.chorus.store.Outcome;
import dev.chorus.store.interest.InterestStore;
import dev.chorus.store.lease.LeaseRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The numbered links from one service instance to each gateway. Deliveries are sent and forgotten: what the event bus
 * loses, the gateway notices by the numbers and heals from the logs.
 */
public final class GatewayLinks {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayLinks.class);

    /** How long after Redis came back nobody is taken for dead: longer than a gateway's lease. */
    private static final Duration SPARING = Duration.ofSeconds(30);

    /** Beyond this many, the numbers of gateways that are gone are forgotten. */
    private static final int REMEMBERED_GATEWAYS = 1_000;

    private static final DeliveryOptions OPTIONS = new DeliveryOptions().setCodecName(ContractCodec.NAME);

    private final String link = UUID.randomUUID().toString();
    private final Vertx vertx;
    private final LeaseRegistry gateways;
    private final InterestStore interest;
    private final Counter deliveries;
    private final Counter dropped;
    // A gateway that was silent for a while may come back and goes on counting, so numbers are never taken back.
    private final Map<String, Long> sequences = new HashMap<>();
    private volatile Set<String> alive = Set.of();
    private boolean sparing;

    /**
     * Links over this event bus.
     *
     * @param service the service's name, with which its metrics begin: {@code deliveries}, {@code interest.dropped}
     * @param gateways which gateways are alive
     * @param interest who follows what
     * @param meters where is counted
     */
    public GatewayLinks(
            Vertx vertx, String service, LeaseRegistry gateways, InterestStore interest, MeterRegistry meters) {
        this.vertx = vertx;
        this.gateways = gateways;
        this.interest = interest;
        this.deliveries = meters.counter(service + ".deliveries");
        this.dropped = meters.counter(service + ".interest.dropped");
        Gauge.builder(service + ".gateways.alive", this, links -> links.alive.size())
                .description("Event loops of gateways with a lease, as this instance sees them")
                .register(meters);
    }

    /** Sends an outcome's changes to those who follow the object. */
    public void tell(Outcome<?> outcome) {
        ObjectSid object = outcome.object();
        if (object == null || outcome.changes().isEmpty()) {
            return;
        }
        for (String gateway : outcome.gateways()) {
            for (byte[] change : outcome.changes()) {
                long sequence = sequences.merge(gateway, 1L, Long::sum);
                send(gateway, new Delivery(link, sequence, object, change));
                deliveries.increment();
            }
        }
        if (!sparing && !alive.containsAll(outcome.gateways())) {
            dropDead(object, outcome.gateways());
        }
    }

    /** Gives every gateway that is alive a sign of life, and so does it while Redis cannot say which those are. */
    public Future<Void> beat() {
        return readAlive().<Void>mapEmpty().onComplete(read -> beat(false));
    }

    /**
     * Has every gateway read the logs again, by a gap in the numbers. Called when Redis was away: what it lost of the
     * interest is registered anew by that. For a while nobody is taken for dead, since leases could not be renewed.
     */
    public void suspect() {
        alive.forEach(this::leaveGap);
        sparing = true;
        vertx.setTimer(SPARING.toMillis(), timer -> sparing = false);
    }

    /** Says goodbye to every gateway. */
    public void end() {
        beat(true);
    }

    private void beat(boolean last) {
        for (String gateway : alive) {
            send(gateway, new LinkBeat(link, sequences.getOrDefault(gateway, 0L), last));
        }
    }

    /** A gateway that is not known here may be new, so Redis is asked before its interest is taken from it. */
    private void dropDead(ObjectSid object, List<String> followers) {
        readAlive()
                .compose(found -> {
                    List<String> dead = followers.stream()
                            .filter(gateway -> !found.contains(gateway))
                            .toList();
                    dropped.increment(dead.size());
                    // One that was only silent, and comes back, must notice that its interest is gone.
                    dead.forEach(this::leaveGap);
                    return dead.isEmpty() ? Future.<Void>succeededFuture() : interest.drop(object, dead);
                })
                .onFailure(failure -> LOG.warn("Interest of dead gateways stays for now: {}", failure.getMessage()));
    }

    private Future<Set<String>> readAlive() {
        return gateways.alive().map(Set::copyOf).onSuccess(found -> {
            alive = found;
            if (sequences.size() > REMEMBERED_GATEWAYS) {
                sequences.keySet().retainAll(found);
            }
        });
    }

    private void leaveGap(String gateway) {
        sequences.merge(gateway, 1L, Long::sum);
    }

    private void send(String gateway, Object message) {
        vertx.eventBus().send(BusAddress.ofGateway(gateway), message, OPTIONS);
    }
}
