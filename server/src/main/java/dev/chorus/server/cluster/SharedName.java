package dev.chorus.server.cluster;

import dev.chorus.server.ConfigurationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The name whose addresses are those of all processes of a cluster: a headless service, in Kubernetes. */
public final class SharedName {
    private static final Logger LOG = LoggerFactory.getLogger(SharedName.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(10);

    private final String name;

    SharedName(String name) {
        this.name = name;
    }

    /**
     * Has this Java remember addresses for a moment only, and that there were none for a shorter one: records come and
     * go with the processes. Counts if nothing was looked up before.
     */
    public static void forgetQuickly() {
        Security.setProperty("networkaddress.cache.ttl", "3");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    /**
     * Waits until the name leads to a process. Whoever joins before would find nobody and begin a cluster of its own,
     * which serves the same data and hears nothing of the others until both are merged.
     *
     * @throws ConfigurationException if there is no address in time
     */
    void await(Duration patience) {
        long start = System.nanoTime();
        long said = start - BETWEEN_WORDS.toNanos();
        List<String> addresses = addresses();
        while (addresses.isEmpty()) {
            long now = System.nanoTime();
            if (now - start > patience.toNanos()) {
                throw new ConfigurationException("cluster-dns: " + name + " has no address after "
                        + patience.toSeconds() + " s (expected: those of all processes, ready or not)");
            }
            if (now - said >= BETWEEN_WORDS.toNanos()) {
                LOG.info("{} has no address yet, waiting for one", name);
                said = now;
            }
            pause();
            addresses = addresses();
        }
        LOG.info("{} has the addresses {}", name, String.join(", ", addresses));
    }

    private List<String> addresses() {
        try {
            return Arrays.stream(InetAddress.getAllByName(name))
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("the cluster did not start: interrupted");
        }
    }
}
