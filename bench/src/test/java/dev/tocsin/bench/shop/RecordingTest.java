package dev.tocsin.bench.shop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RecordingTest {

    private static final long START = 1_800_000_000_000L;

    @Test
    void aLineIsReadBackAsItWasWritten() {
        // Given
        var measurement = second(START, "checkout", Map.of("threads", 21.0, "latency_p50_seconds", 0.0215,
                "heap_used_bytes", 12_345_000.0, "error_ratio", 0.0));
        // When
        String line = measurement.toJson();
        // Then
        assertThat(line)
                .isEqualTo("{\"t\":1800000000000,\"service\":\"checkout\",\"instance\":\"checkout-1\",\"metrics\":"
                        + "{\"error_ratio\":0,\"heap_used_bytes\":12345000,\"latency_p50_seconds\":0.0215,\"threads\":21}}");
        assertThat(Measurement.parse(line)).isEqualTo(measurement);
    }

    @Test
    void aLineOfSomethingElseIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> Measurement.parse("{}")).withMessageContaining("{}");
    }

    @Test
    void aFileIsInOrderOfTime(@TempDir Path folder) throws IOException {
        // Given
        var late = second(START + 1_000, "checkout", Map.of("threads", 1.0));
        var early = second(START, "gateway", Map.of("threads", 2.0));
        var earliest = second(START, "checkout", Map.of("threads", 3.0));
        Path file = folder.resolve("shop.ndjson.gz");
        // When
        new Recording(List.of(late, early, earliest)).write(file);
        // Then
        assertThat(Recording.read(file).measurements()).containsExactly(earliest, early, late);
    }

    @Test
    void aServiceThatFellSilentMakesItIncomplete() throws IOException {
        // Given
        var checkout = second(START, "checkout", Map.of("threads", 1.0));
        var recording = new Recording(List.of(checkout, second(START + 1_000, "checkout", Map.of()),
                second(START, "gateway", Map.of())));
        // When / Then
        recording.requireComplete(List.of("checkout"), 2);
        assertThatIOException().isThrownBy(() -> recording.requireComplete(List.of("checkout", "gateway"), 2))
                .withMessage("gateway was measured in only 1 of 2 seconds");
    }

    @Test
    void theEffectsOfACascadeAreFoundInTheirOrder() {
        // Given 15 minutes of normal operation, then latency after 20 s, errors after 60 s and CPU after 120 s
        List<Measurement> measurements = new ArrayList<>();
        long fault = START + 900_000;
        for (long t = START; t < fault + 300_000; t += 1_000) {
            long since = t - fault;
            measurements.add(second(t, "checkout",
                    Map.of("latency_p50_seconds", since >= 20_000 ? 0.2 : 0.02 + t % 3_000 * 1e-6, "error_ratio",
                            since >= 60_000 ? 0.3 : 0.0, "cpu_utilization", since >= 120_000 ? 0.99 : 0.2)));
        }
        // When
        Fault observed = Fault.observe(FaultKind.CASCADE, fault, fault + 300_000, new Recording(measurements));
        // Then two windows in a row tell latency and CPU, one tells errors
        assertThat(observed.visible()).containsExactly(
                Map.entry("latency", new Effect.Seen(fault + 40_000, fault + 300_000)),
                Map.entry("errors", new Effect.Seen(fault + 70_000, fault + 300_000)),
                Map.entry("cpu", new Effect.Seen(fault + 140_000, fault + 300_000)));
        assertThat(observed.toJson()).contains("\"service\": \"checkout\"",
                "\"errors\": {\"first\": " + (fault + 70_000));
    }

    private static Measurement second(long t, String service, Map<String, Double> metrics) {
        return new Measurement(t, service, service + "-1", new TreeMap<>(metrics));
    }
}
