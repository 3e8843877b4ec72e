package dev.tocsin.bench.shop;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Measurements of all services, by time and then service, as one gzipped JSON line each. */
record Recording(List<Measurement> measurements) {

    private static final Comparator<Measurement> ORDER = Comparator.comparingLong(Measurement::t)
            .thenComparing(Measurement::service);

    Recording {
        measurements = measurements.stream().sorted(ORDER).toList();
    }

    /** The first second's start, epoch milliseconds. */
    long begin() {
        return measurements.getFirst().t();
    }

    /** Refuses a recording that lacks more than one in a hundred of a service's {@code seconds}. */
    void requireComplete(List<String> services, long seconds) throws IOException {
        for (String service : services) {
            long found = measurements.stream().filter(m -> m.service().equals(service)).count();
            if (found < 0.99 * seconds) {
                throw new IOException(service + " was measured in only " + found + " of " + seconds + " seconds");
            }
        }
    }

    static Recording read(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return new Recording(reader.lines().map(Measurement::parse).toList());
        }
    }

    void write(Path file) throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(file));
                var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            for (Measurement measurement : measurements) {
                writer.write(measurement.toJson());
                writer.write('\n');
            }
        }
    }
}
