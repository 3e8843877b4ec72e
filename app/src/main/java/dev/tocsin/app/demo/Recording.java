package dev.tocsin.app.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Telemetry of a real system and what was done to it meanwhile.
 *
 * @param samples by time
 */
record Recording(List<RecordedSample> samples, List<RecordedFault> faults) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Recording {
        samples = List.copyOf(samples);
        faults = List.copyOf(faults);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("a recording without samples");
        }
    }

    /** The one that ships: a shop of three services, 52 minutes. */
    static Recording ofTheShop() {
        try (InputStream samples = resource("shop.ndjson.gz"); InputStream faults = resource("shop-faults.json")) {
            return read(samples, faults);
        } catch (IOException e) {
            throw new UncheckedIOException("the recording can't be read", e);
        }
    }

    /** @param samples gzipped JSON lines {@code {"t","service","instance","metrics"}} */
    static Recording read(InputStream samples, InputStream faults) throws IOException {
        List<RecordedSample> read = new ArrayList<>();
        var lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(samples), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read.add(sample(JSON.readTree(line)));
        }
        List<RecordedFault> done = new ArrayList<>();
        JSON.readTree(faults).forEach(fault -> done.add(fault(fault)));
        return new Recording(read, done);
    }

    Instant start() {
        return samples.getFirst().time();
    }

    Instant end() {
        return samples.getLast().time();
    }

    Duration length() {
        return Duration.between(start(), end());
    }

    List<String> services() {
        return samples.stream().map(RecordedSample::service).distinct().sorted().toList();
    }

    RecordedFault fault(String name) {
        return faults.stream().filter(fault -> fault.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the recording has no " + name));
    }

    /** The same, ending at a time at the latest, moved by whole windows. */
    Recording endingBy(Instant latest, Duration window) {
        long windows = Math.floorDiv(Duration.between(end(), latest).toMillis(), window.toMillis());
        Duration by = window.multipliedBy(windows);
        return new Recording(samples.stream().map(sample -> sample.shifted(by)).toList(),
                faults.stream().map(fault -> fault.shifted(by)).toList());
    }

    private static RecordedSample sample(JsonNode line) {
        Map<String, Double> metrics = new HashMap<>();
        line.get("metrics").properties().forEach(metric -> metrics.put(metric.getKey(), metric.getValue().asDouble()));
        return new RecordedSample(Instant.ofEpochMilli(line.get("t").asLong()), line.get("service").asText(),
                line.get("instance").asText(), metrics);
    }

    private static RecordedFault fault(JsonNode fault) {
        return new RecordedFault(fault.get("name").asText(), fault.get("service").asText(),
                Instant.ofEpochMilli(fault.get("start").asLong()), Instant.ofEpochMilli(fault.get("end").asLong()),
                fault.get("what").asText());
    }

    private static InputStream resource(String name) throws IOException {
        InputStream found = Recording.class.getResourceAsStream(name);
        if (found == null) {
            throw new IOException(name + " is missing from the build");
        }
        return found;
    }
}
