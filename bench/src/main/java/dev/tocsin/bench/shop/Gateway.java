package dev.tocsin.bench.shop;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * The shop's front: passes an order on to checkout and renders the page.
 *
 * <p>
 * It degrades rather than fails: when checkout refuses an order (503) the shopper reads "we confirm by mail" (202), since
 * checkout has queued it. So trouble in checkout reaches the gateway as latency, not as errors.
 */
final class Gateway implements Work {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int WORKERS = 128;

    private final Downstream checkout;
    private final ConnectionPool workers;
    private final CpuBudget budget;

    Gateway(int checkoutPort, SecondMeter meter, CpuBudget budget) {
        this.checkout = new Downstream(checkoutPort, PATIENCE.multipliedBy(2));
        this.workers = new ConnectionPool(WORKERS, PATIENCE, meter);
        this.budget = budget;
    }

    @Override
    public Answer serve(byte[] body) throws IOException, InterruptedException {
        budget.await();
        if (!workers.borrow()) {
            return page(503, "busy");
        }
        try {
            Order order = Order.parse(body);
            int status = checkout.send(order);
            return switch (status) {
                case 200 -> new Answer(200, order.document());
                case 503 -> page(202, "your order is queued, we confirm by mail");
                default -> page(502, "checkout answered " + status);
            };
        } catch (HttpTimeoutException e) {
            return page(504, "checkout didn't answer in time");
        } finally {
            workers.giveBack();
        }
    }

    @Override
    public Map<String, DoubleConsumer> knobs() {
        return Map.of();
    }

    private static Answer page(int status, String text) {
        return new Answer(status, text.getBytes(StandardCharsets.UTF_8));
    }
}
