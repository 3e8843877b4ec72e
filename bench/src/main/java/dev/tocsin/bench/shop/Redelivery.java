package dev.tocsin.bench.shop;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The queue of refused orders and the retry without back-off that turns it into a storm: four times a second every order in
 * it is packed anew and sent if a connection is free, so the work grows with the queue just when the shop is short of it.
 */
final class Redelivery {

    private static final int LONGEST_QUEUE = 2_500;
    private static final long BETWEEN_SWEEPS_MILLIS = 250;

    private final ConnectionPool connections;
    private final CpuBudget budget;
    private final Reservation reservation;
    private final Queue<Order> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger length = new AtomicInteger();

    Redelivery(ConnectionPool connections, CpuBudget budget, Reservation reservation) {
        this.connections = connections;
        this.budget = budget;
        this.reservation = reservation;
    }

    void start() {
        Thread.ofPlatform().name("redelivery").daemon().start(this::sweepForEver);
    }

    /** Queues an order; one beyond the longest queue is dropped, as its shopper was told that nothing is certain. */
    void queue(Order order) {
        if (length.incrementAndGet() > LONGEST_QUEUE) {
            length.decrementAndGet();
            return;
        }
        queue.add(order);
    }

    private void sweepForEver() {
        try {
            while (true) {
                sweep();
                Thread.sleep(BETWEEN_SWEEPS_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() throws InterruptedException {
        for (int left = length.get(); left > 0; left--) {
            budget.await();
            Order order = queue.poll();
            if (order == null) {
                return;
            }
            if (order.receipt().length > 0 && connections.borrowNow()) {
                length.decrementAndGet();
                Thread.startVirtualThread(() -> send(order));
            } else {
                queue.add(order);
            }
        }
    }

    private void send(Order order) {
        try {
            if (reservation.reserve(order) != 200) {
                queue(order);
            }
        } catch (IOException e) {
            queue(order);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.giveBack();
        }
    }

    /** Reserves an order's goods over a connection that the caller holds; the status of the answer. */
    interface Reservation {
        int reserve(Order order) throws IOException, InterruptedException;
    }
}
