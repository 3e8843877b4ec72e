package dev.tocsin.escalation.automaton;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;

import static dev.tocsin.escalation.incident.Tier.DIGEST;
import static dev.tocsin.escalation.incident.Tier.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Rule 4, lateness: what is late may end a match or an incident, and never opens one")
class LatenessTest {

    private static final EscalationRule CLIMB = EscalationRule.of("climb", Sequence.of(
            SignalStep.of("A").tier(DIGEST), SignalStep.of("B").tier(PAGE))).within(Duration.ofMinutes(10));

    @Test
    void aLateWindowOpensNothing() {
        var rehearsal = Rehearsal.of(CLIMB).calm(0, 5);

        rehearsal.late(2, "A");

        assertThat(rehearsal.events()).isEmpty();
        assertThat(rehearsal.state().partials()).isEmpty();
    }

    @Test
    void aLateStepDoesNotAdvanceAMatch() {
        var rehearsal = Rehearsal.of(CLIMB).window(0, "A").window(4);

        rehearsal.late(2, "B");

        assertThat(rehearsal.climbs()).containsExactly("0 opened digest");
    }

    @Test
    void aLateRecoveryEndsAMatch() {
        var rehearsal = Rehearsal.of(CLIMB.unless("C")).window(0, "A").window(4);

        rehearsal.late(2, "C").window(5, "B");

        assertThat(rehearsal.climbs()).containsExactly("0 opened digest");
    }
}
