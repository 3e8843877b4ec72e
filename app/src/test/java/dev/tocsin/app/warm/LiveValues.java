package dev.tocsin.app.warm;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.config.ShippedMaps;
import dev.tocsin.topology.decode.Decoder;
import dev.tocsin.topology.decode.Decoding;
import dev.tocsin.topology.decode.Format;
import dev.tocsin.topology.derive.Derivation;
import dev.tocsin.topology.derive.InstanceSeries;
import dev.tocsin.topology.derive.MappedSample;
import dev.tocsin.topology.derive.Running;
import dev.tocsin.topology.derive.ServiceInputs;
import dev.tocsin.topology.map.Mapper;
import dev.tocsin.topology.telemetry.ResourcePoints;
import dev.tocsin.topology.telemetry.Wanted;

import static org.assertj.core.api.Assertions.assertThat;

/** What the live path makes of what prometheus-kafka-adapter writes: decoded, mapped, derived. */
final class LiveValues {

    private final long window;
    private final Decoder decoder = Format.PROMETHEUS_JSON.decoder(
            (bytes, millis) -> new Decoding.Unreadable("framed", "Avro"), Wanted.ALL);
    private final Mapper mapper = new Mapper(ShippedMaps.all(), "metrics", Mapper.Bounds.STANDARD);
    private final Derivation derivation;
    private final Map<ServiceId, ServiceInputs> services = new HashMap<>();
    private final Map<String, InstanceSeries> instances = new HashMap<>();
    private final SortedMap<ServiceId, SortedMap<String, SortedMap<Long, Double>>> values = new TreeMap<>();

    LiveValues(long windowMillis) {
        window = windowMillis;
        derivation = new Derivation(windowMillis, 10_000);
    }

    /** Takes in a record. */
    void say(String json, long millis) {
        assertThat(decoder.decode(json.getBytes(StandardCharsets.UTF_8), millis))
                .isInstanceOfSatisfying(Decoding.Points.class, points -> map(points.resources(), millis));
    }

    private void map(List<ResourcePoints> resources, long millis) {
        for (MappedSample sample : mapper.map(resources, millis, (metric, reason) -> {
        })) {
            ServiceInputs service = services.computeIfAbsent(sample.service(), any -> new ServiceInputs(40));
            InstanceSeries instance = instances.computeIfAbsent(sample.service() + "\n" + sample.instance(),
                    any -> new InstanceSeries());
            for (Running running : derivation.take(service, instance, sample, any -> {
            })) {
                long end = Math.floorDiv(running.timeMillis(), window) * window + window;
                for (int i = 0; i < running.names().size(); i++) {
                    values.computeIfAbsent(sample.service(), any -> new TreeMap<>())
                            .computeIfAbsent(running.names().get(i), any -> new TreeMap<>())
                            .put(end, running.values()[i]);
                }
            }
        }
    }

    /** By service, metric and the end of its window. */
    SortedMap<ServiceId, SortedMap<String, SortedMap<Long, Double>>> values() {
        return values;
    }
}
