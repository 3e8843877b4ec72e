package dev.tocsin.escalation.automaton;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Relation;
import dev.tocsin.escalation.verdict.Relation.Part;

import static dev.tocsin.escalation.incident.Tier.NOTIFY;
import static org.assertj.core.api.Assertions.assertThat;

class SustainedAnomalyTest {

    private static final EscalationRule RULE = EscalationRule.of("single", SignalStep.of("A").tier(NOTIFY));

    @Test
    void fiveOfTenWindowsOpenADigestIncident() {
        var rehearsal = Rehearsal.of();

        rehearsal.anomalous(1, 2).calm(3, 5).anomalous(6, 7).calm(8, 9).anomalous(10);

        assertThat(rehearsal.story()).containsExactly("10 opened digest");
        assertThat(rehearsal.events().getFirst().rule()).isEqualTo("sustained-anomaly");
        assertThat(rehearsal.events().getFirst().reason()).isEqualTo("sustained: anomalous in 5 of 10 windows");
    }

    @Test
    void whereNoMetricIsUnusualTheReasonNamesTheRelationThatBroke() {
        var broken = new Relation(new Part("cpu", -1.6), 1.5, List.of(new Part("traffic", 1.6)), 0.8);
        var rehearsal = Rehearsal.of();

        rehearsal.broken(broken, 1, 2, 3, 4, 5).calm(6, 11);

        assertThat(rehearsal.story()).containsExactly("5 opened digest", "6 clearing digest", "11 resolved digest");
        assertThat(rehearsal.events()).extracting(IncidentEvent::reason).containsExactly(
                "sustained: anomalous in 5 of 10 windows; cpu fell while traffic rose (-1.6 sigmas, expected +1.5)",
                "clearing: quiet", "held: quiet for 5m");
    }

    @Test
    void fiveOfElevenDoNot() {
        var rehearsal = Rehearsal.of();

        rehearsal.anomalous(1).calm(2, 6).anomalous(7, 8, 9).calm(10, 10).anomalous(11);

        assertThat(rehearsal.story()).isEmpty();
    }

    @Test
    void itResolvesWhenQuiet() {
        var rehearsal = Rehearsal.of().anomalous(1, 2, 3, 4, 5);

        rehearsal.calm(6, 11);

        assertThat(rehearsal.story()).containsExactly("5 opened digest", "6 clearing digest", "11 resolved digest");
        assertThat(rehearsal.state()).isEqualTo(ServiceState.EMPTY);
    }

    @Test
    void whatLastsClimbsOnceAndNeverToAPage() {
        var rehearsal = Rehearsal.of();

        for (int minute = 1; minute <= 500; minute++) {
            rehearsal.anomalous(minute);
        }

        assertThat(rehearsal.story()).containsExactly("5 opened digest", "65 escalated notify");
        assertThat(rehearsal.events().getLast().reason()).startsWith("lasting: ");
    }

    @Test
    void whatComesAndGoesDoesNotClimb() {
        var rehearsal = Rehearsal.of();

        for (int minute = 1; minute <= 200; minute++) {
            if (minute % 10 < 7) {
                rehearsal.anomalous(minute);
            } else {
                rehearsal.uneasy(minute, minute);
            }
        }

        assertThat(rehearsal.events(Transition.ESCALATED)).isEmpty();
    }

    @Test
    void whileARuleHasAnIncidentItIsSilent() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A");

        rehearsal.anomalous(1, 2, 3, 4, 5, 6, 7, 8).calm(9, 14).anomalous(15);

        assertThat(rehearsal.story()).containsExactly("0 opened notify", "9 clearing notify", "14 resolved notify");
    }

    @Test
    void aServiceThatCalmsDownLeavesNothingBehind() {
        var rehearsal = Rehearsal.of().anomalous(1, 2, 3);

        rehearsal.calm(4, 13);

        assertThat(rehearsal.state()).isEqualTo(ServiceState.EMPTY);
        assertThat(StoredState.write(rehearsal.state())).isEmpty();
    }

    @Test
    void itTimesOutThoughTheServiceFellSilent() {
        var rehearsal = Rehearsal.of().anomalous(1, 2, 3, 4, 5).silent(6, 7, 8);

        rehearsal.pass(126);

        assertThat(rehearsal.story()).containsExactly("5 opened digest", "125 resolved digest");
    }

    @Test
    void anElevatedLevelAloneIsNoAnomaly() {
        var escalation = Rehearsal.under();
        ServiceState state = ServiceState.EMPTY;

        for (int minute = 1; minute <= 20; minute++) {
            state = escalation.advance(state, Rehearsal.verdict(minute, Phase.MATURE, Level.ELEVATED, false),
                    Rehearsal.at(minute)).state();
        }

        assertThat(state).isEqualTo(ServiceState.EMPTY);
    }
}
