package dev.chorus.gateway.subscription;

import dev.chorus.contract.change.Delivery;
import dev.chorus.contract.change.LinkBeat;
import java.time.Clock;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The links from service instances to this hub. Each numbers what it sends, and beats every second; a number that is
 * missing, or a link that falls silent, means that deliveries may be lost, for any object, and all logs are to be read.
 * It bounds the time for which a loss can go unnoticed by the beat, at no cost for each object.
 */
public final class DeliveryLinks {
    /** How long a link may be silent. */
    private static final long SILENCE_MILLIS = 4_000;

    private final Clock clock;
    private final Runnable onSuspicion;
    private final Map<String, Link> links = new HashMap<>();

    /**
     * No links.
     *
     * @param clock the time
     * @param onSuspicion called when deliveries may have been lost
     */
    public DeliveryLinks(Clock clock, Runnable onSuspicion) {
        this.clock = clock;
        this.onSuspicion = onSuspicion;
    }

    /** Notes a delivery. */
    public void delivered(Delivery delivery) {
        Link link = links.computeIfAbsent(delivery.link(), name -> new Link());
        boolean gap = delivery.sequence() > link.sequence + 1;
        heard(link, delivery.sequence());
        if (gap) {
            onSuspicion.run();
        }
    }

    /** Notes a sign of life. */
    public void beat(LinkBeat beat) {
        Link link = links.computeIfAbsent(beat.link(), name -> new Link());
        boolean gap = beat.sequence() > link.sequence;
        heard(link, beat.sequence());
        if (beat.last()) {
            links.remove(beat.link());
        }
        if (gap) {
            onSuspicion.run();
        }
    }

    /** Looks for links that fell silent; called every second or so. */
    public void check() {
        long before = clock.millis() - SILENCE_MILLIS;
        boolean lost = false;
        for (Iterator<Link> all = links.values().iterator(); all.hasNext(); ) {
            if (all.next().heardMillis < before) {
                all.remove();
                lost = true;
            }
        }
        if (lost) {
            onSuspicion.run();
        }
    }

    /** How many service instances give signs of life. */
    public int size() {
        return links.size();
    }

    private void heard(Link link, long sequence) {
        link.sequence = Math.max(link.sequence, sequence);
        link.heardMillis = clock.millis();
    }

    private static final class Link {
        long sequence;
        long heardMillis;
    }
}
