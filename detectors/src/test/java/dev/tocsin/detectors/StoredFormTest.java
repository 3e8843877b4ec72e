package dev.tocsin.detectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tocsin.detectors.stored.ModelBytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class StoredFormTest {

    private static final Profile STANDARD = Profile.standard(SimulatedService.WINDOW);
    private static final Path GOLDEN = Path.of("src/test/resources/dev/tocsin/detectors/stored");

    private final SimulatedService service = new SimulatedService(17, 3);

    /** The bytes are of {@link #trained}, as each version wrote them; {@code -Dgolden.write=true} adds the newest. */
    @ParameterizedTest(name = "version {0}")
    @ValueSource(ints = {1, 2, 3})
    void reads_what_each_version_wrote(int version) throws IOException {
        // Given
        Detector today = trained();
        if (Boolean.getBoolean("golden.write") && version == ModelBytes.VERSION) {
            Files.writeString(GOLDEN.resolve("version-" + version + ".base64"),
                    Base64.getMimeEncoder().encodeToString(today.store()) + "\n");
        }
        // When
        Restoration restoration = Detector.restore(golden(version), STANDARD);
        // Then the old model is mature and judges by what it learned
        assertThat(restoration).isInstanceOf(Restoration.Restored.class);
        Detector old = ((Restoration.Restored) restoration).detector();
        double[] values = service.values();
        values[2] *= 3;
        Verdict verdict = old.observe(service.window(values), Learning.NORMAL);
        assertThat(verdict.anomalous()).isTrue();
        assertThat(verdict.contributions()).extracting(Contribution::metric).containsExactly("m0", "m1", "m2");
        assertThat(verdict.contributions().get(1).expected()).isCloseTo(0.1, within(0.02));
        assertThat(verdict.top().orElseThrow().metric()).isEqualTo("m2");
    }

    @Test
    void torn_bytes_are_refused_by_name() {
        byte[] whole = trained().store();
        for (int length : new int[]{0, 3, 8, 100, whole.length - 1}) {
            assertThat(reason(Arrays.copyOf(whole, length))).isEqualTo(Restoration.Reason.TORN);
        }
        for (int at : new int[]{0, 50, whole.length / 2, whole.length - 1}) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            assertThat(reason(flipped)).isEqualTo(Restoration.Reason.TORN);
        }
    }

    @Test
    void a_newer_version_is_refused_by_name() {
        byte[] newer = trained().store();
        newer[3] = 99;
        assertThat(reason(newer)).isEqualTo(Restoration.Reason.UNKNOWN_VERSION);
    }

    @Test
    void a_model_of_other_windows_is_refused_by_name() {
        Restoration restoration = Detector.restore(trained().store(), Profile.standard(Duration.ofSeconds(10)));
        assertThat(restoration).isInstanceOfSatisfying(Restoration.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Restoration.Reason.OTHER_WINDOW);
            assertThat(refused.detail()).contains("PT1M").contains("PT10S");
        });
    }

    @Test
    void forty_metrics_take_less_than_150_kilobytes() {
        Detector detector = Detector.create(STANDARD);
        new SimulatedService(1, 40).live(detector, 200);
        assertThat(detector.store().length).isLessThan(150_000);
    }

    private Detector trained() {
        Detector detector = Detector.create(STANDARD);
        service.live(detector, 80);
        return detector;
    }

    private static Restoration.Reason reason(byte[] bytes) {
        return ((Restoration.Refused) Detector.restore(bytes, STANDARD)).reason();
    }

    private static byte[] golden(int version) {
        try (InputStream in = StoredFormTest.class.getResourceAsStream("stored/version-" + version + ".base64")) {
            return Base64.getMimeDecoder().decode(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
