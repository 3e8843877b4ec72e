package dev.tocsin.escalation.automaton;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.SignalStep;

import static dev.tocsin.escalation.incident.Tier.DIGEST;
import static dev.tocsin.escalation.incident.Tier.NOTIFY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ServiceGoneTest {

    private static final EscalationRule RULE = EscalationRule.of("single", SignalStep.of("A").tier(NOTIFY));

    @Test
    void itsIncidentsEndAndOneLineSaysSo() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A");

        Outcome outcome = ServiceGone.farewell(Rehearsal.SERVICE, rehearsal.state(), Rehearsal.minute(0),
                new Situation(Rehearsal.minute(60), Duration.ZERO));

        assertThat(outcome.state()).isEqualTo(ServiceState.EMPTY);
        assertThat(outcome.events()).extracting("rule", "transition", "tier").containsExactly(
                tuple("single", Transition.RESOLVED, NOTIFY),
                tuple("service-gone", Transition.OPENED, DIGEST),
                tuple("service-gone", Transition.RESOLVED, DIGEST));
        assertThat(outcome.events()).allSatisfy(event -> assertThat(event.reason()).startsWith("gone: "));
    }
}
