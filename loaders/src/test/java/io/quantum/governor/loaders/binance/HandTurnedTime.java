package io.quantum.governor.loaders.binance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** A clock and a ticker that only move when a test says so. */
final class HandTurnedTime implements InstantSource, LongSupplier {
    private Instant now = Instant.parse("2026-01-05T10:00:00Z");
    private long nanos = Long.MAX_VALUE - 5; // a ticker may overflow

    void pass(Duration duration) {
        now = now.plus(duration);
        nanos += duration.toNanos();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public long getAsLong() {
        return nanos;
    }
}
