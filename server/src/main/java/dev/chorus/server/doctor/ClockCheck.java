package dev.chorus.server.doctor;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** How far this machine's clock is from that of Redis: tokens end by the one, leases and expiry by the other. */
final class ClockCheck implements Check {
    private static final long WARNING_MILLIS = 1_000;
    /** By more than this, a fresh token is refused (TOKEN-8). */
    private static final long WRONG_MILLIS = 30_000;

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Set<String> needs() {
        return Set.of(RedisCheck.NAME);
    }

    @Override
    public void look(Examination examination, Findings findings) throws IOException {
        for (RedisSession session : examination.redis()) {
            long before = System.currentTimeMillis();
            Object answer = session.ask("TIME");
            long after = System.currentTimeMillis();
            if (answer instanceof List<?> time && time.size() == 2) {
                long redis = Long.parseLong(String.valueOf(time.get(0))) * 1000
                        + Long.parseLong(String.valueOf(time.get(1))) / 1000;
                // What lies between question and answer can be no difference of the clocks.
                judge(session.place().name(), redis < before ? redis - before : Math.max(0, redis - after), findings);
            }
        }
    }

    static void judge(String place, long aheadMillis, Findings findings) {
        long off = Math.abs(aheadMillis);
        String words = "the clock of " + place + " is " + off + " ms " + (aheadMillis < 0 ? "behind" : "ahead of")
                + " this machine's";
        String remedy = "Have both set their clocks by NTP (timedatectl, chronyc tracking).";
        if (off > WRONG_MILLIS) {
            findings.wrong(words + ": tokens are refused, or are good for too long", remedy);
        } else if (off > WARNING_MILLIS) {
            findings.warning(words, remedy);
        } else {
            findings.ok("this machine's and that of " + place + " agree");
        }
    }
}
