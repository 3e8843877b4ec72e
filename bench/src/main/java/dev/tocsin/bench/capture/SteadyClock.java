package dev.tocsin.bench.capture;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.sdk.common.Clock;

/** A clock that moves when it is told to, from the begin of a day. */
final class SteadyClock implements Clock {

    private long nanos = TimeUnit.SECONDS.toNanos(Instant.parse("2026-03-02T09:00:00Z").getEpochSecond());

    void pass(long seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Override
    public long now() {
        return nanos;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }
}
