package dev.chorus.server.doctor;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** How long Redis takes to answer: each write of a client waits for it once. */
final class RedisLatencyCheck implements Check {
    private static final int PINGS = 100;
    private static final double WARNING_MEDIAN_MILLIS = 5;
    private static final double WARNING_P99_MILLIS = 50;
    /** Enough to tell, on a link on which hundred would take long. */
    private static final long LONGEST_NANOS = 5_000_000_000L;

    @Override
    public String name() {
        return "redis latency";
    }

    @Override
    public Set<String> needs() {
        return Set.of(RedisCheck.NAME);
    }

    @Override
    public void look(Examination examination, Findings findings) throws IOException {
        for (RedisSession session : examination.redis()) {
            double[] millis = new double[PINGS];
            int sent = 0;
            long beginNanos = System.nanoTime();
            while (sent < PINGS && System.nanoTime() - beginNanos < LONGEST_NANOS) {
                long startNanos = System.nanoTime();
                session.ask("PING");
                millis[sent++] = (System.nanoTime() - startNanos) / 1e6;
            }
            double[] sorted = Arrays.copyOf(millis, sent);
            Arrays.sort(sorted);
            judge(session.place().name(), sorted[sent / 2], sorted[Math.max(0, sent * 99 / 100 - 1)], findings);
        }
    }

    static void judge(String place, double median, double p99, Findings findings) {
        String words = String.format(
                Locale.ROOT,
                "%s answers within %.2f ms (half of %d questions) and %.2f ms (99 %%)",
                place,
                median,
                PINGS,
                p99);
        if (median > WARNING_MEDIAN_MILLIS || p99 > WARNING_P99_MILLIS) {
            findings.warning(
                    words,
                    "Put Redis near the processes (same zone), and see that its machine is not busy, swaps or has slow"
                            + " commands (SLOWLOG GET).");
        } else {
            findings.ok(words);
        }
    }
}
