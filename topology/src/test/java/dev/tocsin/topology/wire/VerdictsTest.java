package dev.tocsin.topology.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.tocsin.detectors.BrokenRelation;
import dev.tocsin.detectors.BrokenRelation.Part;
import dev.tocsin.detectors.Contribution;
import dev.tocsin.detectors.Direction;
import dev.tocsin.detectors.Level;
import dev.tocsin.detectors.Phase;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;
import dev.tocsin.schemas.registry.InMemorySchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.v1.MetricReading;
import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.detect.Judgement.Alarming;
import dev.tocsin.topology.detect.Judgement.Judged;
import dev.tocsin.topology.window.Evaluation.ClosedWindow;
import dev.tocsin.topology.window.Evaluation.Situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class VerdictsTest {

    private static final Situation NOW = new Situation(Instant.EPOCH, Duration.ZERO, false);
    private static final ClosedWindow WINDOW = new ClosedWindow(new ServiceId("default", "shop"), Instant.EPOCH,
            Instant.EPOCH.plusSeconds(60), 4, List.of(), new double[0], NOW);

    private final AvroSerde<WindowVerdict> avro = AvroSerde.of(new InMemorySchemaRegistry(), SerdeSettings.standard(),
            WindowVerdict.class);
    private final VerdictSerializer serializer = new VerdictSerializer(avro.serializer());

    @Test
    void a_broken_relation_goes_from_the_detector_to_the_topic() {
        // Given
        var broken = new BrokenRelation(new Part("cpu", Direction.DOWN, -1.64), 1.5,
                List.of(new Part("traffic", Direction.UP, 1.6), new Part("free", Direction.DOWN, -1.5),
                        new Part("sessions", Direction.UP, 2)),
                0.75);

        // When
        Verdict verdict = Verdicts.fromDetector(WINDOW, said(List.of(), Optional.of(broken)));

        // Then the second is written by hand
        assertThat(verdict.relation()).isNotNull();
        assertThat(verdict.relation().words())
                .isEqualTo("cpu fell while traffic and sessions rose, free fell (-1.6 sigmas, expected +1.5)");
        for (int time = 0; time < 2; time++) {
            assertThat(Relations.fromRecord(written(verdict).getRelation())).isEqualTo(verdict.relation());
        }
    }

    @Test
    void where_none_broke_there_is_none() {
        Verdict verdict = Verdicts.fromDetector(WINDOW, said(List.of(), Optional.empty()));

        assertThat(verdict.relation()).isNull();
        for (int time = 0; time < 2; time++) {
            assertThat(written(verdict).getRelation()).isNull();
        }
    }

    @Test
    void what_is_judged_by_is_what_is_written() {
        // Given
        var said = new Contribution("cpu", 0.95, 0.1, 7.123456789, Direction.UP, 1 / 3.0, Level.ANOMALOUS);

        // When
        Verdict verdict = Verdicts.fromDetector(WINDOW, said(List.of(said), Optional.empty()));

        // Then the observed value is exact, what the model says is short, and the record has the same
        Reading reading = verdict.metrics().get("cpu");
        assertThat(reading.observed()).isEqualTo(0.95);
        assertThat(reading.expected()).isCloseTo(0.1, within(1e-6)).isEqualTo((float) reading.expected());
        assertThat(reading.deviation()).isCloseTo(7.1235, within(1e-3)).isEqualTo((float) reading.deviation());
        assertThat(reading.share()).isCloseTo(1 / 3.0, within(1e-4)).isEqualTo((float) reading.share());
        for (int time = 0; time < 2; time++) {
            assertThat(Verdicts.fromRecord(written(verdict).getMetrics().get("cpu"))).isEqualTo(reading);
        }
    }

    @Test
    void a_record_of_an_earlier_build_is_read_to_the_last_bit() {
        // Given a reading as it was written before it was rounded
        var record = new MetricReading(0.95, 0.1, 7.123456789, dev.tocsin.schemas.v1.Direction.up, 1 / 3.0,
                dev.tocsin.schemas.v1.Level.anomalous);

        // When
        Reading reading = Verdicts.fromRecord(record);

        // Then
        assertThat(Verdicts.toRecord(reading)).isEqualTo(record);
    }

    private WindowVerdict written(Verdict verdict) {
        Judged judged = new Judged(verdict, "standard@3", null, new Alarming(3, 0), NOW);
        return avro.deserializer().deserialize("verdicts", serializer.serialize("verdicts", judged));
    }

    private static dev.tocsin.detectors.Verdict said(List<Contribution> contributions,
            Optional<BrokenRelation> relation) {
        return new dev.tocsin.detectors.Verdict(Phase.MATURE, 4, 1e-4, 0.99, Level.ANOMALOUS, true, contributions,
                relation);
    }
}
