package dev.tocsin.bench.shop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Checks an order's goods and reserves them.
 *
 * <p>
 * Its fault, {@code leak_bytes}: each reservation keeps that many bytes in a cache that nobody empties. Turning it to 0
 * empties the cache and has it collected, as a restart would.
 */
final class Inventory implements Work {

    private static final int CONNECTIONS = 24;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Pause DATABASE = new Pause(Duration.ofMillis(8), 0.25);

    private final ConnectionPool connections;
    private final CpuBudget budget;
    private final List<byte[]> reservations = new ArrayList<>();
    private volatile int leakBytes;

    Inventory(SecondMeter meter, CpuBudget budget) {
        this.connections = new ConnectionPool(CONNECTIONS, PATIENCE, meter);
        this.budget = budget;
    }

    @Override
    public Answer serve(byte[] body) throws InterruptedException {
        budget.await();
        if (!connections.borrow()) {
            return new Answer(503, "no connection to the database".getBytes(StandardCharsets.UTF_8));
        }
        try {
            DATABASE.take();
        } finally {
            connections.giveBack();
        }
        remember();
        String sum = Long.toHexString(Order.parse(body).checksum());
        return new Answer(200, sum.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Map<String, DoubleConsumer> knobs() {
        return Map.of("leak_bytes", this::leak);
    }

    private void remember() {
        int bytes = leakBytes;
        if (bytes > 0) {
            synchronized (reservations) {
                reservations.add(new byte[bytes]);
            }
        }
    }

    private void leak(double bytes) {
        leakBytes = (int) bytes;
        if (leakBytes == 0) {
            synchronized (reservations) {
                reservations.clear();
            }
            System.gc();
        }
    }
}
