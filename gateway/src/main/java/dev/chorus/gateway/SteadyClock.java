package dev.chorus.gateway;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that begins with the time of day and goes on evenly from there, whatever is done to the time of day. It is for
 * durations: by the time of day, a clock that is set forward would make every connection look silent, and one that is
 * set back would hide silences and keep what has to be forgotten.
 */
public final class SteadyClock extends Clock {
    private final Instant began;
    private final long beganNanos;
    private final ZoneId zone;

    private SteadyClock(Instant began, long beganNanos, ZoneId zone) {
        this.began = began;
        this.beganNanos = beganNanos;
        this.zone = zone;
    }

    /** A clock that begins now. */
    public static SteadyClock started() {
        return new SteadyClock(Instant.now(), System.nanoTime(), ZoneOffset.UTC);
    }

    @Override
    public Instant instant() {
        return began.plusNanos(System.nanoTime() - beganNanos);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(began, beganNanos, other);
    }
}
