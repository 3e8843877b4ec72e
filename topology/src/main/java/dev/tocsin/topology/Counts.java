package dev.tocsin.topology;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import dev.tocsin.topology.clock.SampleAges;

/** Counters by name and outcome. An outcome is a named reason: few of them, never a service's name. Thread-safe. */
public final class Counts {

    private final MeterRegistry registry;
    private final ConcurrentMap<String, ConcurrentMap<String, Counter>> counters = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, DistributionSummary> distributions = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, SampleAges> ages = new ConcurrentHashMap<>();

    public Counts(MeterRegistry registry) {
        this.registry = registry;
    }

    public void count(String name, String outcome) {
        count(name, outcome, 1);
    }

    public void count(String name, String outcome, int times) {
        count(name, "outcome", outcome, times);
    }

    /**
     * Counts by something else than an outcome.
     *
     * @param label always the same for a name
     * @param value one of few
     */
    public void count(String name, String label, String value, int times) {
        ConcurrentMap<String, Counter> values = counters.get(name);
        Counter counter = values == null ? null : values.get(value);
        (counter == null ? counter(name, label, value) : counter).increment(times);
    }

    private Counter counter(String name, String label, String value) {
        return counters.computeIfAbsent(name, _ -> new ConcurrentHashMap<>()).computeIfAbsent(value,
                added -> Counter.builder(name).description("What became of each, by a named " + label)
                        .tag(label, added).register(registry));
    }

    /** One value of a distribution: its sum, count and largest are told. */
    public void observe(String name, String description, double value) {
        distributions.computeIfAbsent(name,
                added -> DistributionSummary.builder(added).description(description).register(registry)).record(value);
    }

    /** Ages of the samples of a source topic, as gauges: {@code tocsin_source_sample_age_seconds}. */
    public SampleAges sampleAges(String topic) {
        return ages.computeIfAbsent(topic, this::register);
    }

    private SampleAges register(String topic) {
        SampleAges added = new SampleAges(() -> Duration.ofNanos(registry.config().clock().monotonicTime()));
        Gauge.builder("tocsin_source_sample_age_seconds", added, SampleAges::leastSeconds)
                .description(
                        "Record time less sample time, over the last minutes; negative is a producer's clock ahead")
                .tags("topic", topic, "bound", "least").register(registry);
        Gauge.builder("tocsin_source_sample_age_seconds", added, SampleAges::mostSeconds)
                .description(
                        "Record time less sample time, over the last minutes; negative is a producer's clock ahead")
                .tags("topic", topic, "bound", "most").register(registry);
        return added;
    }
}
