package dev.tocsin.topology.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.tocsin.detectors.BrokenRelation;
import dev.tocsin.detectors.BrokenRelation.Part;
import dev.tocsin.detectors.Direction;
import dev.tocsin.detectors.Level;
import dev.tocsin.detectors.Phase;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.verdict.Verdict;
import dev.tocsin.schemas.registry.InMemorySchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.detect.Judgement.Alarming;
import dev.tocsin.topology.detect.Judgement.Judged;
import dev.tocsin.topology.window.Evaluation.ClosedWindow;
import dev.tocsin.topology.window.Evaluation.Situation;

import static org.assertj.core.api.Assertions.assertThat;

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
        Verdict verdict = Verdicts.fromDetector(WINDOW, said(Optional.of(broken)));

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
        Verdict verdict = Verdicts.fromDetector(WINDOW, said(Optional.empty()));

        assertThat(verdict.relation()).isNull();
        for (int time = 0; time < 2; time++) {
            assertThat(written(verdict).getRelation()).isNull();
        }
    }

    private WindowVerdict written(Verdict verdict) {
        Judged judged = new Judged(verdict, "standard@3", null, new Alarming(3, 0), NOW);
        return avro.deserializer().deserialize("verdicts", serializer.serialize("verdicts", judged));
    }

    private static dev.tocsin.detectors.Verdict said(Optional<BrokenRelation> relation) {
        return new dev.tocsin.detectors.Verdict(Phase.MATURE, 4, 1e-4, 0.99, Level.ANOMALOUS, true, List.of(),
                relation);
    }
}
