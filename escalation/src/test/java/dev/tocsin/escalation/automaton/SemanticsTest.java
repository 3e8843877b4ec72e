package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.rule.Anchor;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Resolve;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Occurrence;
import dev.tocsin.escalation.verdict.Verdict;

import static dev.tocsin.escalation.automaton.Rehearsal.minute;
import static dev.tocsin.escalation.automaton.Rehearsal.steps;
import static dev.tocsin.escalation.incident.Tier.DIGEST;
import static dev.tocsin.escalation.incident.Tier.NOTIFY;
import static dev.tocsin.escalation.incident.Tier.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The normative rules of the grammar's semantics, by number: these here, 4 in {@link LatenessTest}, 7 in
 * {@link AbsenceTest}, 10 in {@link ResolveTest} (with some of 11), 11 in {@link RearmTest} and 12 in {@link CrossServiceTest}.
 */
class SemanticsTest {

    private static final Duration FIVE = Duration.ofMinutes(5);

    private static final Duration TEN = Duration.ofMinutes(10);

    /** A (digest), within 5 m B (notify), within 5 m C (page), all within 10 m. */
    private static final EscalationRule CLIMB = EscalationRule.of("climb", Sequence.of(
            SignalStep.of("A").tier(DIGEST),
            SignalStep.of("B").within(FIVE).tier(NOTIFY),
            SignalStep.of("C").within(FIVE).tier(PAGE))).within(TEN);

    /** The same order, told only when it is whole. */
    private static final EscalationRule WHOLE = EscalationRule.of("whole",
            Sequence.of(SignalStep.of("A"), SignalStep.of("B"), SignalStep.of("C").tier(PAGE))).within(TEN);

    @Nested
    @DisplayName("Rule 1, time: event time is a window's end and a change's own time")
    class Time {

        @Test
        void anIncidentIsOpenedAtTheEndOfItsWindow() {
            var rehearsal = Rehearsal.of(CLIMB);

            rehearsal.window(7, "A");

            IncidentEvent opened = rehearsal.events().getFirst();
            assertThat(opened.at()).isEqualTo(minute(7));
            assertThat(opened.incident().value()).isEqualTo("climb/prod/checkout/" + minute(7).getEpochSecond());
        }

        @Test
        void aChangeCountsAtItsOwnTime() {
            var rehearsal = Rehearsal.of(EscalationRule.of("bad-deploy",
                    Sequence.of(SignalStep.of("deployed"), SignalStep.of("B").within(FIVE).tier(PAGE))));

            rehearsal.change(1.5, Change.Kind.DEPLOY).window(3, "B");

            assertThat(rehearsal.story()).containsExactly("3 opened page");
            assertThat(steps(rehearsal.events().getFirst())).isEqualTo("deployed@1.5 B@3");
            assertThat(rehearsal.events().getFirst().steps().get(1).hop()).isEqualTo(Duration.ofSeconds(90));
        }

        @Test
        void aBoundPassesWithoutAnyOccurrence() {
            var rehearsal = Rehearsal.of(CLIMB).window(0, "A");

            rehearsal.pass(5.1);
            assertThat(rehearsal.state().partials()).as("the window of minute 5 may still come").hasSize(1);
            rehearsal.pass(5.2);

            assertThat(rehearsal.state().partials()).isEmpty();
            assertThat(rehearsal.story()).containsExactly("0 opened digest", "5 expired digest");
        }

        @Test
        void theNextTimerIsWhenPassDoesSomething() {
            var rehearsal = Rehearsal.of(CLIMB).window(0, "A");
            var next = rehearsal.escalation().nextTimer(rehearsal.state()).orElseThrow();

            var before = rehearsal.escalation().pass(rehearsal.state(), Rehearsal.SERVICE,
                    new Situation(next.minusMillis(1), Duration.ZERO));
            var then = rehearsal.escalation().pass(rehearsal.state(), Rehearsal.SERVICE,
                    new Situation(next, Duration.ZERO));

            assertThat(before.state()).isEqualTo(rehearsal.state());
            assertThat(then.state()).isNotEqualTo(rehearsal.state());
            assertThat(rehearsal.escalation().nextTimer(ServiceState.EMPTY)).isEmpty();
        }
    }

    @Nested
    @DisplayName("Rule 2, order: by time, changes before verdicts, then by service; one window is a set")
    class Order {

        @Test
        void changesComeBeforeVerdictsOfTheSameTime() {
            var one = new ServiceId("prod", "a");
            var other = new ServiceId("prod", "b");
            Occurrence verdict = Verdict.noData(one, minute(0), minute(1));
            Occurrence change = new Change(other, minute(1), Change.Kind.DEPLOY, "v1");
            Occurrence later = new Change(one, minute(2), Change.Kind.DEPLOY, "v2");
            Occurrence neighbour = Verdict.noData(other, minute(0), minute(1));
            var shuffled = new ArrayList<>(List.of(later, neighbour, verdict, change));

            shuffled.sort(Occurrence.ORDER);

            assertThat(shuffled).containsExactly(change, verdict, neighbour, later);
        }

        @Test
        void whatOneWindowClimbsIsOneEventAtTheHighestTier() {
            var rehearsal = Rehearsal.of(CLIMB);

            rehearsal.window(0, "C", "B", "A");

            assertThat(rehearsal.story()).containsExactly("0 opened page");
            assertThat(steps(rehearsal.events().getFirst())).isEqualTo("A@0 B@0 C@0");
        }
    }

    @Nested
    @DisplayName("Rule 3, same window: allowed, and told as doubt about the order")
    class SameWindow {

        @Test
        void stepsOfOneWindowHaveLowOrderConfidence() {
            var rehearsal = Rehearsal.of(CLIMB);

            rehearsal.window(0, "A").window(1, "B", "C");

            assertThat(rehearsal.climbs()).containsExactly("0 opened digest", "1 escalated page");
            assertThat(rehearsal.events()).extracting(IncidentEvent::orderConfidence)
                    .containsExactly(OrderConfidence.HIGH, OrderConfidence.LOW);
        }

        @Test
        void notAllowedEachStepNeedsItsOwnWindow() {
            var rehearsal = Rehearsal.of(CLIMB.inSeparateWindows());

            rehearsal.window(0, "A", "B", "C").window(1, "B", "C").window(2, "C");

            assertThat(rehearsal.climbs()).containsExactly("0 opened digest", "1 escalated notify", "2 escalated page");
            assertThat(rehearsal.events().getLast().orderConfidence()).isEqualTo(OrderConfidence.HIGH);
        }

        @Test
        void membersOfOneStepHaveNoOrderToDoubt() {
            var rehearsal = Rehearsal.of(EscalationRule
                    .of("pressure", AtLeast.of(2, "A", "B", "C").tier(NOTIFY)).within(FIVE));

            rehearsal.window(0, "A", "B");

            assertThat(rehearsal.events().getFirst().orderConfidence()).isEqualTo(OrderConfidence.HIGH);
        }
    }

    @Nested
    @DisplayName("Rule 5, selection: the first window that qualifies advances, others are skipped")
    class Selection {

        @Test
        void whatLiesBetweenStepsIsSkipped() {
            var rehearsal = Rehearsal.of(WHOLE);

            rehearsal.window(0, "A").window(1, "D").window(3, "B").window(4, "A").window(5).window(6, "C");

            assertThat(rehearsal.story()).containsExactly("6 opened page");
            assertThat(steps(rehearsal.events().getFirst())).isEqualTo("A@0 B@3 C@6");
        }

        @Test
        void theWrongOrderDoesNotMatch() {
            var rehearsal = Rehearsal.of(WHOLE);

            rehearsal.window(0, "C").window(1, "B").window(2, "A").pass(60);

            assertThat(rehearsal.story()).isEmpty();
        }
    }

    @Nested
    @DisplayName("Rule 6, bounds: inclusive, each hop from the step before, the whole from the anchor")
    class Bounds {

        @Test
        void aHopBoundIsInclusive() {
            var within = Rehearsal.of(CLIMB).window(0, "A");
            var beyond = Rehearsal.of(CLIMB).window(0, "A");

            within.window(5, "B");
            beyond.window(5.01, "B");

            assertThat(within.climbs()).containsExactly("0 opened digest", "5 escalated notify");
            assertThat(beyond.climbs()).containsExactly("0 opened digest");
        }

        @Test
        void theTighterBoundWins() {
            var rehearsal = Rehearsal.of(CLIMB.within(Duration.ofMinutes(6)));

            rehearsal.window(0, "A").window(4, "B").window(7, "C");

            assertThat(rehearsal.climbs()).containsExactly("0 opened digest", "4 escalated notify");
        }

        @Test
        void theSlackToTheTighterBoundIsTold() {
            var rehearsal = Rehearsal.of(CLIMB.within(Duration.ofMinutes(6)));

            rehearsal.window(0, "A").window(4, "B").window(5, "C");

            var steps = rehearsal.events().getLast().steps();
            assertThat(steps.get(0).hop()).isNull();
            assertThat(steps.get(0).slack()).isNull();
            assertThat(steps.get(1).hop()).isEqualTo(Duration.ofMinutes(4));
            assertThat(steps.get(1).slack()).isEqualTo(Duration.ofMinutes(1));
            assertThat(steps.get(2).hop()).isEqualTo(Duration.ofMinutes(1));
            assertThat(steps.get(2).slack()).isEqualTo(Duration.ofMinutes(1));
        }

        @Test
        void kOfNSlidesOverTime() {
            var rehearsal = Rehearsal.of(EscalationRule
                    .of("pressure", AtLeast.of(3, "A", "B", "C", "D").tier(NOTIFY)).within(FIVE));

            rehearsal.window(0, "A").window(4, "B").window(6, "C").window(9, "A");

            assertThat(rehearsal.story()).containsExactly("9 opened notify");
            assertThat(steps(rehearsal.events().getFirst())).isEqualTo("B@4 C@6 A@9");
        }

        @Test
        void kOfNFarApartDoesNotMatch() {
            var rehearsal = Rehearsal.of(EscalationRule
                    .of("pressure", AtLeast.of(2, "A", "B", "C").tier(NOTIFY)).within(FIVE));

            rehearsal.window(0, "A").window(6, "B").window(12, "C").pass(60);

            assertThat(rehearsal.story()).isEmpty();
            assertThat(rehearsal.state()).isEqualTo(ServiceState.EMPTY);
        }

        @Test
        void aStepOfSeveralSignalsIsBoundedByTheStepBeforeIt() {
            var rule = EscalationRule.of("deploy", Sequence.of(SignalStep.of("A"),
                    AtLeast.allOf(List.of("B", "C")).within(FIVE).tier(PAGE)));

            var within = Rehearsal.of(rule).window(0, "A").window(1, "C").window(5, "B");
            var beyond = Rehearsal.of(rule).window(0, "A").window(4, "C").window(6, "B");

            assertThat(within.story()).containsExactly("5 opened page");
            assertThat(beyond.climbs()).isEmpty();
        }

        @Test
        void anyOfIsDoneByTheFirst() {
            var rehearsal = Rehearsal.of(EscalationRule.of("either", AtLeast.anyOf(List.of("A", "B")).tier(NOTIFY)));

            rehearsal.window(3, "B");

            assertThat(rehearsal.story()).containsExactly("3 opened notify");
        }
    }

    @Nested
    @DisplayName("Rule 8, overlap: one match at a time, and what it used is used up")
    class Overlap {

        @Test
        void aBeginsAgainBetweenTheSteps() {
            var rehearsal = Rehearsal.of(WHOLE);

            rehearsal.window(0, "A").window(3, "B").window(4, "A").window(6, "C");

            assertThat(rehearsal.climbs()).containsExactly("6 opened page");
            assertThat(steps(rehearsal.events().getLast())).isEqualTo("A@0 B@3 C@6");
            assertThat(rehearsal.state().partials()).as("the second A is used up").isEmpty();
        }

        @Test
        void aRuleThatMatchedWaitsForItsIncidentToResolve() {
            var rehearsal = Rehearsal.of(CLIMB).window(0, "A", "B", "C");

            rehearsal.window(1, "A", "B", "C").window(2, "A");
            assertThat(rehearsal.story()).containsExactly("0 opened page");
            rehearsal.calm(3, 8).window(9, "A");

            assertThat(rehearsal.story()).containsExactly("0 opened page", "3 clearing page", "8 resolved page",
                    "9 opened digest");
        }

        @Test
        void theOtherRulesSeeTheSameWindows() {
            var rehearsal = Rehearsal.of(CLIMB, WHOLE);

            rehearsal.window(0, "A").window(1, "B").window(2, "C");

            assertThat(rehearsal.climbs()).containsExactly("0 opened digest", "1 escalated notify", "2 escalated page",
                    "2 opened page");
        }

        @Test
        void theFirstAnchorKeepsTheEarliestStart() {
            var rehearsal = Rehearsal.of(WHOLE);

            rehearsal.window(0, "A").window(2, "A").window(11, "B", "C");

            assertThat(rehearsal.climbs()).isEmpty();
        }

        @Test
        void theLatestAnchorIsRefreshedWhileTheFirstStepGoesOn() {
            var rehearsal = Rehearsal.of(WHOLE.anchor(Anchor.LATEST));

            rehearsal.window(0, "A").window(2, "A").window(11, "B", "C");

            assertThat(steps(rehearsal.events().getFirst())).isEqualTo("A@2 B@11 C@11");
        }

        @Test
        void aLongFirstStepDoesNotBlockALaterCascade() {
            var rehearsal = Rehearsal.of(CLIMB);
            for (int minute = 0; minute <= 40; minute++) {
                rehearsal.window(minute, "A");
            }

            rehearsal.window(41, "A", "B").window(42, "C");

            assertThat(rehearsal.climbs()).containsExactly("0 opened digest", "41 escalated notify",
                    "42 escalated page");
        }
    }

    @Nested
    @DisplayName("Rule 9, partial and incident are two things")
    class PartialAndIncident {

        @Test
        void theClimbIsOneIncidentWithOneId() {
            var rehearsal = Rehearsal.of(CLIMB);

            rehearsal.window(0, "A").window(2, "B").window(4, "C");

            assertThat(rehearsal.story()).containsExactly("0 opened digest", "2 escalated notify", "4 escalated page");
            assertThat(rehearsal.events()).extracting(IncidentEvent::incident).containsOnly(
                    rehearsal.events().getFirst().incident());
            assertThat(rehearsal.state().incidents()).hasSize(1);
        }

        @Test
        void aPassedBoundLeavesTheIncidentAtItsTier() {
            var rehearsal = Rehearsal.of(CLIMB).window(0, "A").window(2, "B");

            rehearsal.uneasy(3, 9);

            assertThat(rehearsal.state().partials()).isEmpty();
            assertThat(rehearsal.state().incidents().getFirst().tier()).isEqualTo(NOTIFY);
        }

        @Test
        void aNewPartialContinuesTheOpenIncident() {
            var rehearsal = Rehearsal.of(CLIMB).window(0, "A").window(2, "B").uneasy(3, 9);

            rehearsal.window(10, "A").window(11, "B").window(12, "C");

            assertThat(rehearsal.climbs()).containsExactly("0 opened digest", "2 escalated notify",
                    "12 escalated page");
            assertThat(rehearsal.events()).extracting(IncidentEvent::incident).containsOnly(
                    rehearsal.events().getFirst().incident());
            assertThat(steps(rehearsal.events().getLast())).isEqualTo("A@10 B@11 C@12");
        }

        @Test
        void unlessEndsThePartialAndNotTheIncident() {
            var rehearsal = Rehearsal.of(CLIMB.unless("F")).window(0, "A");

            rehearsal.window(1, "F").window(2, "B");

            assertThat(rehearsal.state().partials()).isEmpty();
            assertThat(rehearsal.story()).containsExactly("0 opened digest", "1 expired digest");
            assertThat(rehearsal.events().getLast().reason()).isEqualTo("recovered: F");
            assertThat(rehearsal.state().incidents()).hasSize(1);
        }

        @Test
        void aStepInTheVeryWindowOfRecoveryWins() {
            var rehearsal = Rehearsal.of(CLIMB.unless("F"));

            rehearsal.window(0, "A", "F").window(1, "B", "F").window(2, "C", "F");

            assertThat(rehearsal.climbs()).containsExactly("0 opened digest", "1 escalated notify", "2 escalated page");
        }

        @Test
        void healthyForThreeWindowsKillsTheCascade() {
            var rehearsal = Rehearsal.of(CLIMB.unless("healthy")).window(0, "A");

            rehearsal.calm(1, 2);
            assertThat(rehearsal.state().partials()).as("two calm windows are not yet health").hasSize(1);
            rehearsal.window(3).window(4, "B");

            assertThat(rehearsal.climbs()).containsExactly("0 opened digest");
        }

        @Test
        void aPartialOutlivesAnIncidentThatResolved() {
            var quick = new Resolve("quiet", Duration.ofMinutes(1), Duration.ofHours(2));
            var rehearsal = Rehearsal.of(CLIMB.resolve(quick)).window(0, "A").calm(1, 2);

            rehearsal.window(4, "B");

            assertThat(rehearsal.climbs()).containsExactly("0 opened digest", "2 resolved digest", "4 opened notify");
            assertThat(rehearsal.events().getFirst().incident()).isNotEqualTo(rehearsal.events().getLast().incident());
        }
    }

    @Nested
    @DisplayName("Rule 13, trace: evidence of every step, and near misses")
    class Trace {

        @Test
        void aStepCarriesTheMetricThatShowedIt() {
            var rehearsal = Rehearsal.of(CLIMB);

            rehearsal.window(0, "A", "D");

            var event = rehearsal.events().getFirst();
            var step = event.steps().getFirst();
            assertThat(step.metric()).isEqualTo("A");
            assertThat(step.observed()).isEqualTo(1);
            assertThat(step.expected()).isEqualTo(0.1);
            assertThat(step.score()).isEqualTo(2);
            assertThat(step.tier()).isEqualTo(DIGEST);
            assertThat(event.topMetrics()).extracting("metric").containsExactly("A", "D");
            assertThat(event.ruleVersion()).hasSize(16);
            assertThat(event.reason()).isEqualTo("step 1 of 3: A");
        }

        @Test
        void allButTheLastStepIsANearMiss() {
            var rehearsal = Rehearsal.of(WHOLE).window(0, "A").window(2, "B");

            rehearsal.pass(11);

            var event = rehearsal.events().getFirst();
            assertThat(rehearsal.story()).containsExactly("10 near_miss none");
            assertThat(steps(event)).isEqualTo("A@0 B@2");
            assertThat(event.reason()).isEqualTo("expired: waited in vain for C");
        }

        @Test
        void farFromTheEndIsNoNearMiss() {
            var rehearsal = Rehearsal.of(WHOLE).window(0, "A");

            rehearsal.pass(11);

            assertThat(rehearsal.events(Transition.NEAR_MISS)).isEmpty();
            assertThat(rehearsal.state()).isEqualTo(ServiceState.EMPTY);
        }
    }
}
