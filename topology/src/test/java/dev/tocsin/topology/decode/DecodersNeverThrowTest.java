package dev.tocsin.topology.decode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.ResourcePoints;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever bytes arrive, there is a named outcome, and no point without a time, a name or a finite value. */
class DecodersNeverThrowTest {

    private static final long SEED = 20260302;
    private static final int TRIES = 2_000;

    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    @ParameterizedTest
    @EnumSource(value = Format.class, mode = EnumSource.Mode.EXCLUDE, names = "AVRO")
    void whatProducersWriteWithBytesChanged(Format format) {
        Decoder decoder = Goldens.decoder(format);
        List<byte[]> goldens = Goldens.files().filter(file -> format == Format.AUTO || isFor(file, format))
                .map(Goldens::read).toList();
        for (int i = 0; i < TRIES; i++) {
            byte[] mutant = mutant(goldens.get(random.nextInt(goldens.size())));
            check(decoder, mutant, "seed " + SEED + ", mutant " + i);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Format.class, mode = EnumSource.Mode.EXCLUDE, names = "AVRO")
    void whatNobodyWrites(Format format) {
        Decoder decoder = Goldens.decoder(format);
        for (int length : new int[]{0, 1, 2, 3, 10, 100, 1_000, 10_000_000}) {
            byte[] noise = new byte[length];
            for (int first : new int[]{0, '{', '[', 0x0A, 'a', '"', 0xFF}) {
                random.nextBytes(noise);
                if (length > 0) {
                    noise[0] = (byte) first;
                }
                check(decoder, noise, "seed " + SEED + ", noise of " + length + " bytes after " + first);
            }
            check(decoder, new byte[length], length + " zero bytes");
        }
        for (String deep : new String[]{"[", "{\"resourceMetrics\":[", "{\"a\":", "{\"fields\":{\"a\":["}) {
            check(decoder, deep.repeat(200_000).getBytes(StandardCharsets.UTF_8), "deep " + deep);
        }
        check(decoder, nested(50_000), "50,000 messages in each other");
    }

    private static boolean isFor(Path file, Format format) {
        Format written = Goldens.format(file);
        return written == format
                || written == Format.PROMETHEUS_JSON && format == Format.PROMETHEUS_AVRO_JSON;
    }

    /** Up to four changes: a byte, a cut, a piece twice, a piece of noise, or a number gone wild. */
    private byte[] mutant(byte[] golden) {
        byte[] bytes = golden.clone();
        for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = Arrays.copyOf(bytes, at);
                case 2 -> bytes = spliced(bytes, to, Arrays.copyOfRange(bytes, at, to));
                case 3 -> {
                    byte[] noise = new byte[to - at];
                    random.nextBytes(noise);
                    bytes = spliced(bytes, at, noise);
                }
                default ->
                    bytes = spliced(bytes, at, List.of("-1", "NaN", "1e999", "\"", "99999999999999999999", "null")
                            .get(random.nextInt(6)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] piece) {
        byte[] longer = new byte[bytes.length + piece.length];
        System.arraycopy(bytes, 0, longer, 0, at);
        System.arraycopy(piece, 0, longer, at, piece.length);
        System.arraycopy(bytes, at, longer, at + piece.length, bytes.length - at);
        return longer;
    }

    /** Field 1 in field 1 in field 1, each announced at its full length. */
    private static byte[] nested(int depth) {
        byte[] bytes = new byte[4 * depth];
        int at = 0;
        for (int left = depth - 1; left >= 0; left--) {
            int length = 4 * left;
            bytes[at++] = 0x0A;
            bytes[at++] = (byte) (length | 0x80);
            bytes[at++] = (byte) (length >>> 7 | 0x80);
            bytes[at++] = (byte) (length >>> 14);
        }
        return bytes;
    }

    private static void check(Decoder decoder, byte[] bytes, String what) {
        Decoding decoding;
        try {
            decoding = decoder.decode(bytes, Goldens.RECORD_MILLIS);
        } catch (RuntimeException | StackOverflowError thrown) {
            throw new AssertionError(what + ": " + Arrays.toString(Arrays.copyOf(bytes, Math.min(300, bytes.length))),
                    thrown);
        }
        switch (decoding) {
            case Decoding.Unreadable(String reason, String detail) -> {
                assertThat(reason).as(what).matches("[a-z_]+");
                assertThat(detail).as(what).isNotBlank();
            }
            case Decoding.Points(List<ResourcePoints> resources, var _) -> resources.stream()
                    .flatMap(resource -> resource.points().stream()).forEach(point -> check(point, what));
            case Decoding.Samples _,Decoding.Held _ -> throw new AssertionError(what + " gave " + decoding);
        }
    }

    private static void check(Point point, String what) {
        boolean sound = point.timeMillis() > 0 && !point.metric().isBlank() && switch (point) {
            case Point.Gauge gauge -> Double.isFinite(gauge.value());
            case Point.Untyped untyped -> Double.isFinite(untyped.value());
            case Point.Sum sum -> Double.isFinite(sum.value());
            case Point.Histogram it -> it.count() >= 0 && Arrays.stream(it.counts()).allMatch(count -> count >= 0)
                    && Arrays.stream(it.bounds()).allMatch(Double::isFinite);
            case Point.ExponentialHistogram it -> it.count() >= 0 && it.zeroCount() >= 0
                    && Arrays.stream(it.positive().counts()).allMatch(count -> count >= 0);
            case Point.Summary it -> Arrays.stream(it.quantiles()).allMatch(q -> q >= 0 && q <= 1);
        };
        if (!sound) {
            throw new AssertionError(what + " gave " + PointText.of(point));
        }
    }
}
