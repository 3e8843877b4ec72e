package dev.tocsin.bench.shop;

import java.util.function.LongSupplier;

/**
 * A share of one core that a process may use, kept as a container's CPU quota keeps it: who asks for more waits.
 *
 * <p>
 * A token bucket of CPU time: it fills at {@code cores} seconds per second up to {@link #BURST_SECONDS} of that, all CPU
 * the process used drains it, and {@link #await} returns only while it isn't overdrawn. Debt is carried, so use over
 * several seconds can't stay above the budget.
 */
final class CpuBudget {

    private static final double BURST_SECONDS = 0.25;

    private final double cores;
    private final LongSupplier cpuNanos;
    private final LongSupplier clockNanos;
    private double tokenNanos;
    private long usedAt;
    private long filledAt;

    CpuBudget(double cores, LongSupplier cpuNanos, LongSupplier clockNanos) {
        if (!(cores > 0)) {
            throw new IllegalArgumentException("CPU budget must be above 0 cores, was " + cores);
        }
        this.cores = cores;
        this.cpuNanos = cpuNanos;
        this.clockNanos = clockNanos;
        usedAt = cpuNanos.getAsLong();
        filledAt = clockNanos.getAsLong();
        tokenNanos = burstNanos();
    }

    double cores() {
        return cores;
    }

    void await() throws InterruptedException {
        for (long nanos = debtNanos(); nanos > 0; nanos = debtNanos()) {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        }
    }

    /** Wall time until the process may compute again, in nanoseconds; 0 when it may now. */
    synchronized long debtNanos() {
        long used = cpuNanos.getAsLong();
        long now = clockNanos.getAsLong();
        tokenNanos = Math.min(burstNanos(), tokenNanos + (now - filledAt) * cores) - (used - usedAt);
        usedAt = used;
        filledAt = now;
        return tokenNanos >= 0 ? 0 : (long) Math.ceil(-tokenNanos / cores);
    }

    private double burstNanos() {
        return BURST_SECONDS * 1e9 * cores;
    }
}
