package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.compiler.RuleCompiler;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.OnUpdate;
import dev.tocsin.escalation.rule.Resolve;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;

import static dev.tocsin.escalation.incident.Tier.DIGEST;
import static dev.tocsin.escalation.incident.Tier.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of matches and incidents when the rules under them change. */
class RulesChangeTest {

    private static final EscalationRule RULE = EscalationRule.of("climb", Sequence.of(
            SignalStep.of("A").tier(DIGEST), SignalStep.of("B").tier(PAGE))).within(Duration.ofMinutes(10));

    private static final EscalationRule EDITED = RULE.within(Duration.ofMinutes(20)).onUpdate(OnUpdate.RESET);

    private static final EscalationRule OTHER = EscalationRule.of("other", SignalStep.of("D").tier(PAGE));

    @Test
    void anEditDropsThePartialAndKeepsTheIncident() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A").rules(EDITED);

        rehearsal.window(1, "B");

        assertThat(rehearsal.story()).containsExactly("0 opened digest", "1 expired digest");
        assertThat(rehearsal.events().getLast().reason()).startsWith("rule edited:");
        assertThat(rehearsal.state().hasOpenIncident()).isTrue();
    }

    @Test
    void aMatchUnderWayComesToItsEndUnderTheRuleAsItWas() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A");
        var shorter = RULE.within(Duration.ofMinutes(3));

        rehearsal.edited(RULE, shorter).window(8, "B").calm(9, 20);

        assertThat(rehearsal.climbs()).containsExactly("0 opened digest", "8 escalated page", "14 resolved page");
        assertThat(rehearsal.events().get(1).ruleVersion()).isEqualTo(rehearsal.events().getFirst().ruleVersion());
    }

    @Test
    void aNewMatchBeginsUnderTheRuleAsItIs() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A");
        var shorter = RULE.within(Duration.ofMinutes(3));

        rehearsal.edited(RULE, shorter).uneasy(1, 11).window(12, "A").window(16, "B");

        assertThat(rehearsal.climbs()).containsExactly("0 opened digest");
    }

    @Test
    void anEditOfASignalIsAnEditOfItsRules() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A");
        var before = RuleCompiler.compile(List.of(RULE), Rehearsal.SIGNALS);
        var after = RuleCompiler.compile(List.of(RULE),
                Rehearsal.SIGNALS.with(List.of(Rehearsal.SIGNALS.find("B").orElseThrow().lasting(2))));

        assertThat(before.rules().getFirst().version()).isNotEqualTo(after.rules().getFirst().version());
        assertThat(rehearsal.state().partials().getFirst().version()).isEqualTo(before.rules().getFirst().version());
    }

    @Test
    void theIncidentClimbsOnUnderTheEditedRule() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A").rules(EDITED);

        rehearsal.window(2, "A").window(3, "B").calm(4, 9);

        assertThat(rehearsal.climbs()).containsExactly("0 opened digest", "3 escalated page", "9 resolved page");
        assertThat(rehearsal.events()).extracting(IncidentEvent::incident)
                .containsOnly(rehearsal.events().getFirst().incident());
        assertThat(rehearsal.events().getFirst().ruleVersion())
                .isNotEqualTo(rehearsal.events().getLast().ruleVersion());
    }

    @Test
    void howAnIncidentEndsMayBeEditedUnderALivePartial() {
        var slower = RULE.resolve(new Resolve("quiet", Duration.ofMinutes(8), Duration.ofHours(2)));
        var rehearsal = Rehearsal.of(RULE).window(0, "A").rules(slower);

        rehearsal.window(1, "B").calm(2, 10);

        assertThat(rehearsal.climbs()).containsExactly("0 opened digest", "1 escalated page", "10 resolved page");
    }

    @Test
    void aRemovedRuleResolvesItsIncident() {
        var rehearsal = Rehearsal.of(RULE, OTHER).window(0, "A").rules(OTHER);

        rehearsal.window(1);

        assertThat(rehearsal.story()).containsExactly("0 opened digest", "1 expired digest", "1 resolved digest");
        assertThat(rehearsal.events().getLast().reason()).startsWith("rule removed:");
        assertThat(rehearsal.state()).isEqualTo(ServiceState.EMPTY);
    }

    @Test
    void aRemovedRuleResolvesItsIncidentThoughTheServiceIsSilent() {
        var rehearsal = Rehearsal.of(RULE).window(0, "A").rules();

        var due = rehearsal.escalation().nextTimer(rehearsal.state());
        rehearsal.pass(1);

        assertThat(due).hasValueSatisfying(time -> assertThat(time).isBeforeOrEqualTo(Rehearsal.minute(1)));
        assertThat(rehearsal.story()).last().isEqualTo("1 resolved digest");
        assertThat(rehearsal.state()).isEqualTo(ServiceState.EMPTY);
    }

    @Test
    void theSustainedAnomalyIsNobodysRule() {
        var rehearsal = Rehearsal.of(RULE).anomalous(1, 2, 3, 4, 5).rules();

        rehearsal.anomalous(6);

        assertThat(rehearsal.story()).containsExactly("5 opened digest");
    }
}
