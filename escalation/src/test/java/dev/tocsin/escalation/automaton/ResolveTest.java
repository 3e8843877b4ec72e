package dev.tocsin.escalation.automaton;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.incident.Clearing;
import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Resolve;
import dev.tocsin.escalation.rule.SignalStep;

import static dev.tocsin.escalation.incident.Tier.NOTIFY;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Rules 10 and 11: an incident resolves with hysteresis, and its rule is armed again")
class ResolveTest {

    /** Quiet for 5 minutes, or 2 hours without evidence. */
    private static final EscalationRule RULE = EscalationRule.of("single", SignalStep.of("A").tier(NOTIFY));

    @Test
    void quietHasToHold() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A");

        rehearsal.calm(1, 5);
        assertThat(rehearsal.story()).containsExactly("0 opened notify", "1 clearing notify");
        rehearsal.window(6);

        assertThat(rehearsal.story()).containsExactly("0 opened notify", "1 clearing notify", "6 resolved notify");
        assertThat(rehearsal.events().getLast().reason()).isEqualTo("held: quiet for 5m");
        assertThat(rehearsal.state()).isEqualTo(ServiceState.EMPTY);
    }

    @Test
    void evidenceBreaksTheHold() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A").calm(1, 4);

        rehearsal.window(5, "A").calm(6, 11);

        assertThat(rehearsal.story()).containsExactly("0 opened notify", "1 clearing notify", "5 reopened notify",
                "6 clearing notify", "11 resolved notify");
        assertThat(rehearsal.events().get(2).reason()).isEqualTo("evidence: A");
    }

    @Test
    void anUneasyWindowBreaksTheHoldThoughNoSignalIsTrue() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A").calm(1, 4);

        rehearsal.uneasy(5, 5);

        assertThat(rehearsal.story()).last().isEqualTo("5 reopened notify");
        assertThat(rehearsal.events().getLast().reason()).isEqualTo("hold broken: not quiet");
        assertThat(rehearsal.state().incidents()).extracting(incident -> incident.dossier().flaps())
                .containsExactly(1);
    }

    @Test
    void withoutDataTheHoldNeitherBreaksNorGoesOn() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A").calm(1, 4);

        rehearsal.silent(5, 6, 7, 8, 9, 10);
        assertThat(rehearsal.story()).last().isEqualTo("1 clearing notify");
        rehearsal.calm(11, 11);
        assertThat(rehearsal.story()).last().isEqualTo("1 clearing notify");
        rehearsal.window(12);

        assertThat(rehearsal.story()).last().isEqualTo("12 resolved notify");
    }

    @Test
    void silenceNeverClears() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A");

        rehearsal.silent(1, 2, 3, 4, 5, 6, 7, 8);

        assertThat(rehearsal.story()).containsExactly("0 opened notify");
    }

    @Test
    void aModelThatWarmsUpAgainNeverClears() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A");

        for (int minute = 1; minute <= 10; minute++) {
            rehearsal.warmingUp(minute);
        }

        assertThat(rehearsal.story()).containsExactly("0 opened notify");
    }

    @Test
    void theTimeoutCountsFromTheLastEvidence() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A").uneasy(1, 89).window(90, "A").uneasy(91, 100);

        rehearsal.pass(200);
        assertThat(rehearsal.state().hasOpenIncident()).isTrue();
        rehearsal.pass(211);

        assertThat(rehearsal.story()).containsExactly("0 opened notify", "210 resolved notify");
        assertThat(rehearsal.events().getLast().reason()).isEqualTo("timeout: no evidence for 2h");
    }

    @Test
    void anotherSignalMayEndIt() {
        var rehearsal = Rehearsal.of(RULE.resolve(new Resolve("F", Duration.ofMinutes(2), Duration.ofHours(2))))
                .window(0, "A");

        rehearsal.calm(1, 9).window(10, "F").window(11, "F").window(12, "F");

        assertThat(rehearsal.story()).containsExactly("0 opened notify", "10 clearing notify", "12 resolved notify");
    }

    @Test
    void withoutAHoldTheFirstQuietWindowResolves() {
        var rehearsal = Rehearsal.of(RULE.resolve(new Resolve("quiet", Duration.ZERO, Duration.ofHours(2))))
                .window(0, "A");

        rehearsal.window(1);

        assertThat(rehearsal.story()).containsExactly("0 opened notify", "1 clearing notify", "1 resolved notify");
    }

    @Test
    void theRuleIsArmedAgainOnceItsIncidentHasResolved() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A").calm(1, 6);

        rehearsal.window(7, "A");

        assertThat(rehearsal.climbs()).containsExactly("0 opened notify", "6 resolved notify", "7 opened notify");
        assertThat(rehearsal.events().getLast().incident()).isNotEqualTo(rehearsal.events().getFirst().incident());
    }

    @Test
    void clearingIsPartOfTheState() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A");

        rehearsal.window(1);

        Incident incident = rehearsal.state().incidents().getFirst();
        assertThat(incident).isInstanceOf(Clearing.class);
    }
}
