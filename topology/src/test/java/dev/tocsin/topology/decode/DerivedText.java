package dev.tocsin.topology.decode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.signal.Condition;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.signal.Signals;
import dev.tocsin.topology.config.ShippedMaps;
import dev.tocsin.topology.derive.Derivation;
import dev.tocsin.topology.derive.InstanceSeries;
import dev.tocsin.topology.derive.MappedSample;
import dev.tocsin.topology.derive.Running;
import dev.tocsin.topology.derive.ServiceInputs;
import dev.tocsin.topology.map.Mapper;
import dev.tocsin.topology.telemetry.ResourcePoints;

import static org.assertj.core.api.Assertions.assertThat;

/** Records through decoding, the maps that ship and derivation, and what came of them as text. */
final class DerivedText {

    private static final long WINDOW = 60_000;
    private static final Derivation DERIVATION = new Derivation(WINDOW, 600_000);

    private final Decoder decoder;
    private final Mapper mapper = new Mapper(ShippedMaps.all(), "telemetry", Mapper.Bounds.STANDARD);
    private final SortedMap<ServiceId, ServiceInputs> services = new TreeMap<>();
    private final Map<String, InstanceSeries> instances = new HashMap<>();
    private final SortedMap<String, SortedMap<String, SortedMap<Long, Double>>> values = new TreeMap<>();
    private final SortedMap<String, TreeSet<String>> left = new TreeMap<>();

    DerivedText(Decoder decoder) {
        this.decoder = decoder;
    }

    void take(byte[] record) {
        assertThat(decoder.decode(record, Goldens.RECORD_MILLIS)).isInstanceOfSatisfying(Decoding.Points.class,
                points -> take(points.resources()));
    }

    /** A document of a line is a record of its own, as it would be in a topic. */
    private void take(List<ResourcePoints> resources) {
        for (ResourcePoints resource : resources) {
            for (MappedSample sample : mapper.map(List.of(resource), -1, this::leave)) {
                take(sample);
            }
        }
    }

    private void leave(String metric, String reason) {
        left.computeIfAbsent(reason, any -> new TreeSet<>()).add(metric);
    }

    private void take(MappedSample sample) {
        ServiceInputs service = services.computeIfAbsent(sample.service(), any -> new ServiceInputs(40));
        InstanceSeries instance = instances.computeIfAbsent(sample.service() + " " + sample.instance(),
                any -> new InstanceSeries());
        for (Running running : DERIVATION.take(service, instance, sample, reason -> leave("(points)", reason))) {
            long window = Math.floorDiv(running.timeMillis(), WINDOW) * WINDOW;
            for (int i = 0; i < running.names().size(); i++) {
                values.computeIfAbsent(sample.service().toString(), any -> new TreeMap<>())
                        .computeIfAbsent(running.names().get(i), any -> new TreeMap<>())
                        .put(window, running.values()[i]);
            }
        }
    }

    /** By service: instances, the signals it could have, each metric in each window; and what isn't used. */
    String text() {
        List<String> lines = new ArrayList<>();
        services.keySet().forEach(id -> service(id.toString(), lines));
        left.forEach((reason, metrics) -> lines.add("left out, " + reason + ": " + String.join(", ", metrics)));
        return String.join("\n", lines) + "\n";
    }

    private void service(String name, List<String> lines) {
        SortedMap<String, SortedMap<Long, Double>> metrics = values.getOrDefault(name, new TreeMap<>());
        long count = instances.keySet().stream().filter(key -> key.startsWith(name + " ")).count();
        lines.add("service " + name + ", instances: " + count);
        lines.add("  signals: " + String.join(", ", signals(metrics)));
        metrics.forEach((metric, windows) -> windows.forEach((start, value) -> lines.add(String.format(Locale.ROOT,
                "  %s %s %.6g", Instant.ofEpochMilli(start), metric, value))));
        lines.add("");
    }

    private static List<String> signals(SortedMap<String, ?> metrics) {
        Signals signals = Signals.builtIn();
        return signals.names().stream().filter(name -> signals.find(name).map(Signal::condition)
                .filter(condition -> condition instanceof Condition.OnMetric on
                        && metrics.keySet().stream().anyMatch(on.metrics()::match))
                .isPresent()).toList();
    }
}
