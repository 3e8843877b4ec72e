package dev.tocsin.topology.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a team gets of its telemetry without any configuration, one readable text per producer;
 * {@code -Dtocsin.golden=write} rewrites them.
 */
class DerivedGoldensTest {

    private static final Path DERIVED = Goldens.FOLDER.resolve("derived");

    /** Records of one producer, in the order it wrote them. */
    private record Capture(String name, Format format, List<String> files) {

        @Override
        public String toString() {
            return name + " as " + format.spelling();
        }
    }

    static Stream<Capture> captures() {
        return Stream.of(
                new Capture("otlp-protobuf-cumulative", Format.OTLP_PROTO, List.of("otlp/cumulative.1.binpb",
                        "otlp/cumulative.2.binpb", "otlp/cumulative.3.binpb")),
                new Capture("otlp-protobuf-delta", Format.OTLP_PROTO, List.of("otlp/delta.1.binpb",
                        "otlp/delta.2.binpb", "otlp/delta.3.binpb")),
                new Capture("otlp-protobuf-cumulative-exponential", Format.OTLP_PROTO, List.of(
                        "otlp/cumulative-exponential.1.binpb", "otlp/cumulative-exponential.2.binpb",
                        "otlp/cumulative-exponential.3.binpb")),
                new Capture("otlp-protobuf-delta-exponential", Format.OTLP_PROTO, List.of(
                        "otlp/delta-exponential.1.binpb", "otlp/delta-exponential.2.binpb",
                        "otlp/delta-exponential.3.binpb")),
                new Capture("otlp-json-cumulative", Format.OTLP_JSON, List.of("otlp/cumulative.json")),
                new Capture("otlp-json-delta", Format.OTLP_JSON, List.of("otlp/delta.json")),
                new Capture("node-exporter-prometheus", Format.PROMETHEUS_JSON, List.of(
                        "prometheus/adapter.jsonl")),
                new Capture("node-exporter-prometheus", Format.PROMETHEUS_AVRO_JSON, List.of(
                        "prometheus/adapter.jsonl")),
                new Capture("telegraf-json", Format.TELEGRAF_JSON, List.of("telegraf/batch.json")),
                new Capture("telegraf-influx", Format.INFLUX, List.of("influx/telegraf.influx")));
    }

    @ParameterizedTest
    @MethodSource("captures")
    void whatATeamGetsWithoutConfiguration(Capture capture) throws IOException {
        DerivedText derived = new DerivedText(Goldens.decoder(capture.format));

        for (String file : capture.files) {
            derived.take(Goldens.read(Goldens.FOLDER.resolve(file)));
        }

        Path golden = DERIVED.resolve(capture.name + ".txt");
        if ("write".equals(System.getProperty("tocsin.golden"))) {
            Files.createDirectories(DERIVED);
            Files.writeString(golden, derived.text());
        }
        assertThat(derived.text()).isEqualTo(Files.readString(golden));
    }
}
