package dev.tocsin.detectors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tocsin.detectors.stored.LightBytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LightModelTest {

    private static final Profile LIGHT = Profile.light(SimulatedService.WINDOW);
    private static final Path GOLDEN = Path.of("src/test/resources/dev/tocsin/detectors/stored");

    private final SimulatedService service = new SimulatedService(17, 8);
    private final Detector detector = Detector.create(LIGHT);

    @Test
    void explains_a_metric_that_jumps() {
        // Given
        service.live(detector, 500);
        // When metric 3 doubles
        double[] values = service.values();
        values[3] *= 2;
        Verdict verdict = detector.observe(service.window(values), Learning.NORMAL);
        // Then
        assertThat(verdict.anomalous()).isTrue();
        Contribution top = verdict.top().orElseThrow();
        assertThat(top.metric()).isEqualTo("m3");
        assertThat(top.direction()).isEqualTo(Direction.UP);
        assertThat(top.level()).isEqualTo(Level.ANOMALOUS);
        assertThat(top.expected()).isCloseTo(10, within(1.5));
    }

    @Test
    void finds_a_broken_correlation_though_no_metric_is_outlying() {
        // Given metrics that follow one load
        service.live(detector, 4_000);
        // When one goes the other way for ten windows
        Verdict verdict = Verdict.unscored(Phase.MATURE, java.util.List.of());
        for (int window = 0; window < 10; window++) {
            double[] values = new double[8];
            for (int i = 0; i < values.length; i++) {
                values[i] = SimulatedService.unit(i) * (i == 5 ? 8.6 : 11.4);
            }
            verdict = detector.observe(service.window(values), Learning.NORMAL);
        }
        // Then
        assertThat(verdict.contributions()).allSatisfy(part -> assertThat(part.level()).isEqualTo(Level.NORMAL));
        assertThat(verdict.anomalous()).isTrue();
        assertThat(verdict.top().orElseThrow().metric()).isEqualTo("m5");
    }

    @Test
    void eight_metrics_take_less_than_two_kilobytes() {
        service.live(detector, 2_000);
        assertThat(detector.store().length).isLessThan(1_200);
    }

    @Test
    void metrics_come_and_go() {
        // Given
        service.live(detector, 200);
        SimulatedService wider = new SimulatedService(3, 11);
        wider.skip(java.time.Duration.between(wider.time(), service.time()));
        // When there are three more, then six of them all
        Verdict more = wider.live(detector, 40);
        SimulatedService narrower = new SimulatedService(3, 6);
        narrower.skip(java.time.Duration.between(narrower.time(), wider.time()));
        Verdict fewer = narrower.live(detector, 40);
        // Then
        assertThat(more.contributions()).hasSize(11).allSatisfy(part -> assertThat(part.expected()).isPositive());
        assertThat(fewer.contributions()).hasSize(6);
        assertThat(fewer.anomalous()).isFalse();
    }

    @Test
    void metrics_beyond_the_limit_are_ignored() {
        assertThat(new SimulatedService(6, 500).live(detector, 100).contributions()).hasSize(64);
    }

    @Test
    void values_no_metric_has_count_as_missing() {
        service.live(detector, 100);
        double[] values = service.values();
        values[0] = 1e300;
        values[1] = -1e300;
        values[2] = Double.NaN;
        Verdict verdict = detector.observe(service.window(values), Learning.NORMAL);
        assertThat(verdict.contributions()).extracting(Contribution::metric).containsExactly("m3", "m4", "m5", "m6",
                "m7");
        assertThat(verdict.score()).isFinite();
    }

    /** The bytes are as each version wrote them; {@code -Dgolden.write=true} adds the newest. */
    @ParameterizedTest(name = "version {0}")
    @ValueSource(ints = 1)
    void reads_what_each_version_wrote(int version) throws IOException {
        // Given
        service.live(detector, 400);
        if (Boolean.getBoolean("golden.write") && version == LightBytes.VERSION) {
            Files.writeString(GOLDEN.resolve("light-" + version + ".base64"),
                    Base64.getMimeEncoder().encodeToString(detector.store()) + "\n");
        }
        // When
        Restoration restoration = Detector.restore(golden(version), LIGHT);
        // Then the old model is mature and judges by what it learned
        Detector old = ((Restoration.Restored) restoration).detector();
        double[] values = service.values();
        values[2] *= 3;
        Verdict verdict = old.observe(service.window(values), Learning.NORMAL);
        assertThat(verdict.anomalous()).isTrue();
        assertThat(verdict.contributions().get(1).expected()).isCloseTo(0.1, within(0.02));
        assertThat(verdict.top().orElseThrow().metric()).isEqualTo("m2");
    }

    @Test
    void other_bytes_are_refused_by_name() {
        service.live(detector, 80);
        byte[] whole = detector.store();
        byte[] newer = whole.clone();
        newer[3] = 99;
        assertThat(reason(Arrays.copyOf(whole, whole.length - 1), LIGHT)).isEqualTo(Restoration.Reason.TORN);
        assertThat(reason(newer, LIGHT)).isEqualTo(Restoration.Reason.UNKNOWN_VERSION);
        assertThat(reason(whole, Profile.standard(SimulatedService.WINDOW))).isEqualTo(Restoration.Reason.OTHER_KIND);
    }

    private static Restoration.Reason reason(byte[] bytes, Profile profile) {
        return ((Restoration.Refused) Detector.restore(bytes, profile)).reason();
    }

    private static byte[] golden(int version) throws IOException {
        try (InputStream in = LightModelTest.class.getResourceAsStream("stored/light-" + version + ".base64")) {
            return Base64.getMimeDecoder().decode(in.readAllBytes());
        }
    }
}
