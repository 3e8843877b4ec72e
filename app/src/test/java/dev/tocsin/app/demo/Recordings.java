package dev.tocsin.app.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** A recording of two minutes in the form of the one that ships. */
final class Recordings {

    static final long START = 1_700_000_000_000L;

    private static final String FAULTS = """
            [{"name": "surge", "service": "gateway", "start": %d, "end": %d, "what": "more orders"},
             {"name": "cascade", "service": "checkout", "start": %d, "end": %d, "what": "a full pool"},
             {"name": "leak", "service": "inventory", "start": %d, "end": %d, "what": "kept for ever"}]
            """.formatted(START + 600_000, START + 700_000, START + 1_200_000, START + 1_500_000, START + 2_000_000,
            START + 2_300_000);

    private Recordings() {}

    static Recording twoMinutes() {
        var lines = new StringBuilder();
        for (int second = 0; second < 120; second++) {
            for (String service : new String[]{"checkout", "gateway"}) {
                lines.append("{\"t\":%d,\"service\":\"%s\",\"instance\":\"%s-1\",\"metrics\":{\"cpu\":0.%d}}%n"
                        .formatted(START + second * 1_000L, service, service, second));
            }
        }
        try {
            return Recording.read(new ByteArrayInputStream(gzipped(lines.toString())),
                    new ByteArrayInputStream(FAULTS.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
