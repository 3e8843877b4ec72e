package dev.tocsin.bench.shop;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;

/**
 * The load generator, a process of its own: {@code Shoppers GATEWAY_PORT SEED}.
 *
 * <p>
 * Open loop: an order is sent when its time has come, however slow the shop is. Its knob {@code factor} multiplies the
 * traffic. It ends when its standard input does and then says on standard error what became of the orders.
 */
public final class Shoppers implements Work {

    private static final Arrivals ARRIVALS = new Arrivals(45, 0.12, 22 * 60);

    private final Downstream gateway;
    private final RandomGenerator random;
    private final LongAdder confirmed = new LongAdder();
    private final LongAdder queued = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile double factor = 1;

    private Shoppers(int gatewayPort, long seed) {
        this.gateway = new Downstream(gatewayPort, Duration.ofSeconds(10));
        this.random = new SplittableRandom(seed);
    }

    /** Sends orders until standard input ends. */
    public static void main(String[] args) throws IOException {
        Shoppers shoppers = new Shoppers(Integer.parseInt(args[0]), Long.parseLong(args[1]));
        TierServer admin = new TierServer(shoppers, new SecondMeter(System.nanoTime()));
        System.out.println("port " + admin.start());
        Thread.ofPlatform().daemon().name("shoppers").start(shoppers::shop);
        System.in.transferTo(OutputStream.nullOutputStream());
        System.err.println(
                "orders confirmed " + shoppers.confirmed + ", queued for later " + shoppers.queued + ", failed "
                        + shoppers.failed);
        System.exit(0);
    }

    @Override
    public Answer serve(byte[] body) {
        return new Answer(404, new byte[0]);
    }

    @Override
    public Map<String, DoubleConsumer> knobs() {
        return Map.of("factor", value -> factor = value);
    }

    private void shop() {
        long start = System.nanoTime();
        double seconds = 0;
        try {
            for (long number = 1;; number++) {
                seconds += ARRIVALS.gap(seconds, factor, random);
                long due = start + (long) (seconds * 1e9) - System.nanoTime();
                if (due > 0) {
                    Thread.sleep(Duration.ofNanos(due));
                }
                Order order = new Order(number);
                Thread.startVirtualThread(() -> send(order));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Order order) {
        try {
            (switch (gateway.send(order)) {
                case 200 -> confirmed;
                case 202 -> queued;
                default -> failed;
            }).increment();
        } catch (HttpTimeoutException e) {
            failed.increment();
        } catch (IOException e) {
            failed.increment();
            System.err.println("order " + order.number() + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
