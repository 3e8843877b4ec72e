package dev.tocsin.topology.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What real producers write is decoded to golden texts; {@code -Dtocsin.golden=write} rewrites them. */
class GoldenFormatsTest {

    static Stream<Path> files() {
        return Goldens.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileIsDecodedToItsText(Path file) throws IOException {
        byte[] bytes = Goldens.read(file);

        String text = PointText.of(Goldens.decoder(Goldens.format(file)).decode(bytes, Goldens.RECORD_MILLIS));

        Path golden = file.resolveSibling(file.getFileName() + ".txt");
        if ("write".equals(System.getProperty("tocsin.golden"))) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("files")
    void theFormatIsToldFromTheBytes(Path file) {
        byte[] bytes = Goldens.read(file);

        Decoding told = Goldens.decoder(Format.AUTO).decode(bytes, Goldens.RECORD_MILLIS);

        Decoding named = Goldens.decoder(Goldens.format(file)).decode(bytes, Goldens.RECORD_MILLIS);
        assertThat(told).isInstanceOf(Decoding.Points.class);
        assertThat(PointText.of(told)).isEqualTo(PointText.of(named));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cumulative", "delta", "cumulative-exponential", "delta-exponential"})
    void protobufAndJsonOfOneProducerSayTheSame(String name) {
        Decoder protobuf = Goldens.decoder(Format.OTLP_PROTO);
        String first = Goldens.files().map(file -> file.getFileName().toString())
                .filter(file -> file.startsWith(name + ".") && file.endsWith(".binpb"))
                .map(file -> PointText.of(protobuf.decode(Goldens.read(Goldens.FOLDER.resolve("otlp/" + file)), 0)))
                .collect(Collectors.joining());

        String json = PointText.of(Goldens.decoder(Format.OTLP_JSON)
                .decode(Goldens.read(Goldens.FOLDER.resolve("otlp/" + name + ".json")), 0));

        assertThat(lines(json)).isEqualTo(lines(first));
    }

    /** The exporters put scopes and metrics in no particular order. */
    private static String lines(String text) {
        return text.lines().sorted().collect(Collectors.joining("\n"));
    }

    @Test
    void everyFormatHasAGolden() {
        assertThat(Goldens.files().map(Goldens::format).distinct()).contains(Format.OTLP_PROTO, Format.OTLP_JSON,
                Format.TELEGRAF_JSON, Format.INFLUX, Format.PROMETHEUS_JSON);
    }
}
