package dev.tocsin.topology.derive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.derive.Input.Kind;
import dev.tocsin.topology.derive.Input.Part;

/** A service of which instances say things, in windows of a minute. Times are seconds. */
final class Fed {

    static final Input REQUESTS = Input.of("requests_per_second", 0, 1, Kind.RATE, Combine.SUM, Combine.SUM);
    static final Input ERRORS = Input.of("error_ratio", 1, 1, Kind.RATIO, Combine.MEAN, Combine.MEAN);
    static final Input LATENCY = new Input("latency_seconds", 2, 1, Kind.QUANTILES, Combine.MEAN, Combine.MEAN,
            List.of(0.5, 0.99));

    static final long MINUTE = 60_000;

    final ServiceInputs service = new ServiceInputs(40);
    final Map<String, InstanceSeries> instances = new HashMap<>();
    final List<String> outcomes = new ArrayList<>();
    private final Derivation derivation = new Derivation(MINUTE, 10_000);
    private final Map<Long, Map<String, Double>> windows = new TreeMap<>();

    void say(String instance, List<Input> inputs, Observation... observations) {
        MappedSample sample = new MappedSample(new ServiceId("default", "shop"), instance, inputs,
                List.of(observations));
        InstanceSeries series = instances.computeIfAbsent(instance, any -> new InstanceSeries());
        for (Running running : derivation.take(service, series, sample, outcomes::add)) {
            Map<String, Double> window = windows.computeIfAbsent(running.timeMillis() / MINUTE, any -> new HashMap<>());
            for (int i = 0; i < running.names().size(); i++) {
                window.put(running.names().get(i), running.values()[i]);
            }
        }
    }

    void counter(String instance, long second, double value) {
        counter(instance, second, 0, value);
    }

    void counter(String instance, long second, long startSecond, double value) {
        say(instance, List.of(REQUESTS), count(1, second, startSecond, value));
    }

    static Observation count(long series, long second, long startSecond, double value) {
        return new Observation.Count(0, Part.WHOLE, series, second * 1_000, startSecond * 1_000, false, value);
    }

    void level(String instance, Input input, long series, long second, double value) {
        say(instance, List.of(input), new Observation.Level(0, Part.WHOLE, series, second * 1_000, value));
    }

    /** What a metric was in a window, by the window's number. */
    Double value(long window, String metric) {
        return windows.getOrDefault(window, Map.of()).get(metric);
    }
}
