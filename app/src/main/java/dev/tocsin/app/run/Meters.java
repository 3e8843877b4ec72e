package dev.tocsin.app.run;

import java.time.Duration;

import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import dev.tocsin.topology.clock.Census;

/** Everything the service counts and measures, for Prometheus. */
final class Meters implements AutoCloseable {

    private static final double MILLIS = Duration.ofSeconds(1).toMillis();

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private @Nullable KafkaStreamsMetrics streams;

    Meters(Lag lag, Census census) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gc.bindTo(registry);
        Gauge.builder("tocsin_evaluation_lag_seconds", lag, p -> p.behind().toMillis() / MILLIS)
                .description(
                        "Age of the record read last by the slowest input while more wait, or how long it has been held; 0 when caught up")
                .register(registry);
        Gauge.builder("tocsin_services", census, c -> c.total().services()).description("Services this instance judges")
                .register(registry);
        Gauge.builder("tocsin_services_silent", census, c -> c.total().silent())
                .description("Those of them without data in their newest windows").register(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    void watch(KafkaStreams running) {
        streams = new KafkaStreamsMetrics(running);
        streams.bindTo(registry);
    }

    @Override
    public void close() {
        if (streams != null) {
            streams.close();
        }
        gc.close();
        registry.close();
    }
}
