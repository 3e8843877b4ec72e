package dev.tocsin.topology.decode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.tocsin.topology.telemetry.Wanted;

/** The golden files: what producers wrote, each with the format it is in. */
final class Goldens {

    static final Path FOLDER = Path.of("src/test/resources/golden");

    /** When a record without a time of its own was written. */
    static final long RECORD_MILLIS = 1_772_442_005_000L;

    private Goldens() {}

    static Stream<Path> files() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<Path> found = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".txt") && !file.toString().endsWith(".md")).sorted()
                    .toList();
            return found.stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Format format(Path file) {
        String folder = file.getParent().getFileName().toString();
        return switch (folder) {
            case "otlp" -> file.toString().endsWith(".binpb") ? Format.OTLP_PROTO : Format.OTLP_JSON;
            case "prometheus" -> Format.PROMETHEUS_JSON;
            case "telegraf" -> Format.TELEGRAF_JSON;
            case "influx" -> Format.INFLUX;
            default -> throw new IllegalArgumentException("no format for " + file);
        };
    }

    /** A decoder whose Avro part is never asked. */
    static Decoder decoder(Format format) {
        return format.decoder((value, recordMillis) -> new Decoding.Unreadable("framed", "Avro"), Wanted.ALL);
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
