package dev.tocsin.escalation.automaton;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.rule.Absent;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;

import static dev.tocsin.escalation.incident.Tier.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Rule 7, absence: from the step before, by effective time, also of a silent service")
class AbsenceTest {

    private static EscalationRule without(Absent.OnNoData onNoData) {
        return EscalationRule.of("no-recovery", Sequence.of(SignalStep.of("A"),
                new Absent("B", Duration.ofMinutes(5), onNoData, PAGE)));
    }

    @Test
    void itIsCompleteWhenItsTimeHasPassedWithoutTheSignal() {
        var rehearsal = Rehearsal.of(without(Absent.OnNoData.FIRE)).window(1, "A").uneasy(2, 7);

        assertThat(rehearsal.story()).containsExactly("6 opened page");
    }

    @Test
    void theSignalEndsIt() {
        var rehearsal = Rehearsal.of(without(Absent.OnNoData.FIRE)).window(1, "A").window(4, "B").uneasy(5, 12);

        assertThat(rehearsal.events()).isEmpty();
    }

    @Test
    void aSilentServicesAbsenceFires() {
        var rehearsal = Rehearsal.of(without(Absent.OnNoData.FIRE)).window(1, "A");

        rehearsal.pass(6.2);

        assertThat(rehearsal.story()).containsExactly("6 opened page");
    }

    @Test
    void windowsWithoutDataMayBeLeftOutOfTheTime() {
        var rehearsal = Rehearsal.of(without(Absent.OnNoData.HOLD)).window(1, "A").silent(2, 3).uneasy(4, 9);

        assertThat(rehearsal.story()).containsExactly("8 opened page");
    }

    @Test
    void windowsWithoutDataMayEndIt() {
        var rehearsal = Rehearsal.of(without(Absent.OnNoData.KILL)).window(1, "A").silent(2).uneasy(3, 9);

        assertThat(rehearsal.climbs()).isEmpty();
    }

    @Test
    void itHoldsWhileTelemetryAsAWholeHasStopped() {
        var rehearsal = Rehearsal.of(without(Absent.OnNoData.FIRE)).window(1, "A").deaf(2, 3, 4, 5, 6, 7);

        assertThat(rehearsal.events()).isEmpty();

        rehearsal.uneasy(8, 13);
        assertThat(rehearsal.story()).containsExactly("12 opened page");
    }
}
