package dev.chorus.service.webhook;

import java.time.Duration;

/**
 * What is known of how a back end answers. One that fails is left alone for a while, and then asked one thing at a time until
 * it answers: others are not held up by it, and it is not overrun when it comes back.
 */
final class WebhookTarget {
    private static final int AT_ONCE = 16;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private int inFlight;
    private int failures;
    private long notBeforeNanos = Long.MIN_VALUE;

    /** Whether something may be sent now. */
    boolean isOpen(long nowNanos) {
        return failures == 0 ? inFlight < AT_ONCE : inFlight == 0 && nowNanos - notBeforeNanos >= 0;
    }

    /** Whether it is of no interest any more: it answers, or nothing was sent to it for long. */
    boolean isIdle(long nowNanos) {
        return inFlight == 0 && (failures == 0 || nowNanos - notBeforeNanos > FORGOTTEN_AFTER.toNanos());
    }

    void began() {
        inFlight++;
    }

    void answered() {
        inFlight--;
        failures = 0;
    }

    void failed(long nowNanos) {
        inFlight--;
        long pause = Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(failures, 10));
        failures++;
        notBeforeNanos = nowNanos + pause;
    }
}
