package dev.tocsin.escalation.automaton;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Rearm;
import dev.tocsin.escalation.rule.Resolve;
import dev.tocsin.escalation.rule.SignalStep;

import static dev.tocsin.escalation.incident.Tier.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Rule 11, re-arm: a rule that matched matches again once its incident resolved, after a time, or on a new onset")
class RearmTest {

    private static final EscalationRule RULE = EscalationRule.of("a", SignalStep.of("A").tier(PAGE));

    @Test
    void onResolveItMatchesAgainOnceItsIncidentIsOver() {
        var rehearsal = Rehearsal.of(RULE).window(1, "A").window(2, "A").calm(3, 9).window(10, "A");

        assertThat(rehearsal.climbs()).containsExactly("1 opened page", "8 resolved page", "10 opened page");
    }

    @Test
    void afterADurationItMatchesAgainNoSooner() {
        var rule = RULE.rearm(new Rearm.After(Duration.ofMinutes(6)))
                .resolve(new Resolve("quiet", Duration.ZERO, Duration.ofHours(2)));

        var rehearsal = Rehearsal.of(rule).window(1, "A").window(2).window(4, "A").window(5).window(8, "A");

        assertThat(rehearsal.climbs()).containsExactly("1 opened page", "2 resolved page", "8 opened page");
    }

    @Test
    void onTheAnchorItNeedsANewOnsetAfterACalmWindow() {
        var rule = RULE.rearm(new Rearm.OnAnchor()).resolve(new Resolve("quiet", Duration.ZERO, Duration.ofHours(2)));

        var rehearsal = Rehearsal.of(rule).window(1, "A").window(2).window(3, "A");

        assertThat(rehearsal.climbs()).containsExactly("1 opened page", "2 resolved page", "3 opened page");
    }
}
