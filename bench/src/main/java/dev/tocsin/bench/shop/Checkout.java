package dev.tocsin.bench.shop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Prices an order, has it paid, and reserves its goods at inventory over a small pool of connections.
 *
 * <p>
 * Its fault, {@code hold_seconds}: a connection is kept that much longer after inventory answered. The rest follows by
 * itself: orders take longer; the pool runs empty; orders that wait too long are refused and queued; the queue is sent
 * again and again without a pause, and packing it anew each time uses up the CPU budget. Turning it to 0 also collects the
 * garbage of the storm, as a restart would.
 */
final class Checkout implements Work {

    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofMillis(1_500);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Pause PAYMENT = new Pause(Duration.ofMillis(12), 0.25);

    private final Downstream inventory;
    private final ConnectionPool connections;
    private final CpuBudget budget;
    private final Redelivery redelivery;
    private volatile double holdSeconds;

    Checkout(int inventoryPort, SecondMeter meter, CpuBudget budget) {
        this.inventory = new Downstream(inventoryPort, TIMEOUT);
        this.connections = new ConnectionPool(CONNECTIONS, PATIENCE, meter);
        this.budget = budget;
        this.redelivery = new Redelivery(connections, budget, this::reserve);
        redelivery.start();
    }

    @Override
    public Answer serve(byte[] body) throws IOException, InterruptedException {
        budget.await();
        Order order = Order.parse(body);
        byte[] receipt = order.receipt();
        PAYMENT.take();
        if (!connections.borrow()) {
            redelivery.queue(order);
            return new Answer(503, "no connection to inventory".getBytes(StandardCharsets.UTF_8));
        }
        try {
            return new Answer(reserve(order) == 200 ? 200 : 502, receipt);
        } finally {
            connections.giveBack();
        }
    }

    @Override
    public Map<String, DoubleConsumer> knobs() {
        return Map.of("hold_seconds", this::hold);
    }

    private void hold(double seconds) {
        holdSeconds = seconds;
        if (seconds == 0) {
            System.gc();
        }
    }

    private int reserve(Order order) throws IOException, InterruptedException {
        int status = inventory.send(order);
        Thread.sleep(Duration.ofNanos((long) (holdSeconds * 1e9)));
        return status;
    }
}
