package dev.tocsin.bench.shop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A bounded number of connections, lent first come first served; who waits for one shows as queue depth. */
final class ConnectionPool {

    private final Semaphore free;
    private final Duration patience;
    private final SecondMeter meter;

    ConnectionPool(int connections, Duration patience, SecondMeter meter) {
        this.free = new Semaphore(connections, true);
        this.patience = patience;
        this.meter = meter;
    }

    /** Waits for a connection; false when none came within the pool's patience. */
    boolean borrow() throws InterruptedException {
        meter.waiting(1, System.nanoTime());
        try {
            return free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            meter.waiting(-1, System.nanoTime());
        }
    }

    /** Takes a connection only if one is free and nobody waits for it. */
    boolean borrowNow() throws InterruptedException {
        return free.tryAcquire(0, TimeUnit.NANOSECONDS);
    }

    void giveBack() {
        free.release();
    }
}
