package dev.tocsin.app.run;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.tocsin.notifiers.outbox.DeliveryMetrics;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.schemas.v1.Outcome;
import dev.tocsin.schemas.v1.Tier;

/** What deliveries count and measure, as meters. */
final class DeliveryMeters implements DeliveryMetrics {

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> pending = new ConcurrentHashMap<>();

    DeliveryMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void outcome(String receiver, Outcome outcome, Reason reason) {
        Counter.builder("tocsin_deliveries").description("Outcomes of notifications, failed attempts included")
                .tag("receiver", receiver).tag("outcome", outcome.toString()).tag("reason", reason.label())
                .register(registry).increment();
    }

    @Override
    public void call(String receiver, Duration took) {
        Timer.builder("tocsin_delivery_call").description("One call to a receiver, whatever came of it")
                .tag("receiver", receiver).register(registry).record(took);
    }

    @Override
    public void delivered(String receiver, Tier tier, Duration waited) {
        Timer.builder("tocsin_delivery_wait").description("From the outbox to the receiver's acceptance")
                .tag("receiver", receiver).tag("tier", tier.toString()).register(registry).record(waited);
    }

    @Override
    public void pending(String receiver, int incidents) {
        pending.computeIfAbsent(receiver, this::gauge).set(incidents);
    }

    private AtomicInteger gauge(String receiver) {
        var value = new AtomicInteger();
        Gauge.builder("tocsin_delivery_pending", value, AtomicInteger::get)
                .description("Incidents with something that waits to be told").tag("receiver", receiver)
                .register(registry);
        return value;
    }
}
