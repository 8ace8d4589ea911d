package dev.chorus.gateway.stage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A clock that stands still until somebody moves it. */
public final class ManualClock extends Clock {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private final @Nullable ManualClock steady;

    /** A clock whose time of day is set by nobody. */
    public ManualClock() {
        this(null);
    }

    /** A clock of the time of day, which goes on with a steady one and can be set besides. */
    public ManualClock(@Nullable ManualClock steady) {
        this.steady = steady;
    }

    /** Moves the time on, on the steady clock too. */
    public void advance(Duration by) {
        set(by);
        if (steady != null) {
            steady.advance(by);
        }
    }

    /** Sets this clock alone, forward or back. */
    public void set(Duration by) {
        now.updateAndGet(before -> before.plus(by));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
