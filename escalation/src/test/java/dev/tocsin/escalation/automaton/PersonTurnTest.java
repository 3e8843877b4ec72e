package dev.tocsin.escalation.automaton;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.feedback.Feedback.Kind;
import dev.tocsin.escalation.feedback.Reception;
import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;

import static dev.tocsin.escalation.automaton.Rehearsal.SERVICE;
import static dev.tocsin.escalation.automaton.Rehearsal.minute;
import static dev.tocsin.escalation.incident.Tier.NOTIFY;
import static dev.tocsin.escalation.incident.Tier.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("What a person says of an incident")
class PersonTurnTest {

    private static final EscalationRule SINGLE = EscalationRule.of("single", SignalStep.of("A").tier(NOTIFY));
    private static final EscalationRule CLIMB = EscalationRule.of("climb", Sequence.of(SignalStep.of("A").tier(NOTIFY),
            SignalStep.of("B").within(Duration.ofMinutes(10)).tier(PAGE)));
    private static final EscalationRule OTHER = EscalationRule.of("other", SignalStep.of("C").tier(PAGE));

    private static final double NO_TIME_YET = -1e7;

    @Test
    void anAcknowledgementIsATransitionWithWhoAndWhy() {
        // Given
        var rehearsal = Rehearsal.of(SINGLE).window(1, "A");
        // When
        Reception reception = rehearsal.said(2.5, said(Kind.ACK, 2.4, "single", 1));
        // Then
        IncidentEvent event = rehearsal.events().getLast();
        assertThat(reception).isEqualTo(Reception.ACKNOWLEDGED);
        assertThat(event.transition()).isEqualTo(Transition.ACKNOWLEDGED);
        assertThat(event.tier()).isEqualTo(NOTIFY);
        assertThat(event.at()).isEqualTo(minute(2.4));
        assertThat(event.reason()).isEqualTo("by alice: looking into it");
        assertThat(event.steps()).hasSize(1);
    }

    @Test
    void itIsSaidOnceAndTheIncidentGoesOnThroughItsLife() {
        // Given
        var rehearsal = Rehearsal.of(SINGLE).window(1, "A");
        rehearsal.said(2, said(Kind.ACK, 2, "single", 1));
        // When it is acknowledged again, clears, and is acknowledged once more
        Reception again = rehearsal.said(2.5, said(Kind.ACK, 2.5, "single", 1));
        rehearsal.calm(3, 4);
        Reception whileClearing = rehearsal.said(4.5, said(Kind.ACK, 4.5, "single", 1));
        rehearsal.calm(5, 8);
        // Then
        assertThat(again).isEqualTo(Reception.ALREADY_ACKNOWLEDGED);
        assertThat(whileClearing).isEqualTo(Reception.ALREADY_ACKNOWLEDGED);
        assertThat(rehearsal.story()).containsExactly("1 opened notify", "2 acknowledged notify", "3 clearing notify",
                "8 resolved notify");
    }

    @Test
    void whatIsSaidOfTocsinsOwnIsPassedOnToTheSwitchboard() {
        // Given
        var rehearsal = Rehearsal.of(SINGLE).window(1, "A");
        IncidentId own = IncidentId.of("telemetry-stopped", SERVICE, minute(1));
        // When
        Reception ack = rehearsal.said(2, new Feedback(SERVICE, own, Kind.ACK, minute(2), "alice", ""));
        Reception resolve = rehearsal.said(2, new Feedback(SERVICE, own, Kind.RESOLVE, minute(2), "alice", ""));
        // Then
        assertThat(ack).isEqualTo(Reception.PASSED_ON);
        assertThat(resolve).as("it ends when its cause does").isEqualTo(Reception.UNKNOWN_INCIDENT);
        assertThat(rehearsal.events().getLast().incident()).isEqualTo(own);
    }

    @Test
    void anIncidentThatNobodyCouldHaveMadeIsUnknown() {
        // Given
        var rehearsal = Rehearsal.of(SINGLE).window(1, "A");
        IncidentId torn = new IncidentId("%zz/" + SERVICE + "/7");
        // When
        Reception ack = rehearsal.said(2, new Feedback(SERVICE, torn, Kind.ACK, minute(2), "alice", ""));
        // Then
        assertThat(ack).isEqualTo(Reception.UNKNOWN_INCIDENT);
    }

    @Test
    void aLouderTierAsksForAnotherAcknowledgement() {
        // Given
        var rehearsal = Rehearsal.of(CLIMB).window(1, "A");
        rehearsal.said(2, said(Kind.ACK, 2, "climb", 1));
        // When
        rehearsal.window(3, "B");
        Reception again = rehearsal.said(3.5, said(Kind.ACK, 3.5, "climb", 1));
        // Then
        assertThat(again).isEqualTo(Reception.ACKNOWLEDGED);
        assertThat(rehearsal.story()).containsExactly("1 opened notify", "2 acknowledged notify", "3 escalated page",
                "3.5 acknowledged page");
    }

    @Test
    void aResolveEndsItAndWhatStillBurnsAfterTheHoldIsANewIncident() {
        // Given
        var rehearsal = Rehearsal.of(SINGLE).window(1, "A").window(2, "A");
        // When
        Reception reception = rehearsal.said(2.5, said(Kind.RESOLVE, 2.5, "single", 1));
        for (int minute = 3; minute <= 9; minute++) {
            rehearsal.window(minute, "A");
        }
        // Then it isn't told again for the five minutes that its end has to hold
        assertThat(reception).isEqualTo(Reception.RESOLVED);
        assertThat(rehearsal.story()).containsExactly("1 opened notify", "2.5 resolved notify", "8 opened notify");
        assertThat(rehearsal.events().get(1).reason()).startsWith("by alice");
        assertThat(rehearsal.events().getLast().incident()).isNotEqualTo(rehearsal.events().getFirst().incident());
    }

    @Test
    void aResolveOfWhatIsOverLeavesNothingBehind() {
        var rehearsal = Rehearsal.of(SINGLE).window(1, "A");

        rehearsal.said(1.5, said(Kind.RESOLVE, 1.5, "single", 1));
        rehearsal.calm(2, 8);

        assertThat(rehearsal.state()).isEqualTo(ServiceState.EMPTY);
    }

    @Test
    void anUnruledAnomalyThatIsResolvedStartsCountingAnew() {
        // Given
        var rehearsal = Rehearsal.of(SINGLE).anomalous(1, 2, 3, 4, 5);
        // When
        Reception reception = rehearsal.said(5.5, said(Kind.RESOLVE, 5.5, SustainedAnomaly.RULE, 5));
        rehearsal.anomalous(6, 7, 8, 9);
        // Then
        assertThat(reception).isEqualTo(Reception.RESOLVED);
        assertThat(rehearsal.story()).containsExactly("5 opened digest", "5.5 resolved digest");
    }

    @Test
    void aServiceIsEnoughWhereItHasOneIncident() {
        var rehearsal = Rehearsal.of(SINGLE).window(1, "A");

        assertThat(rehearsal.said(2, said(Kind.ACK, 2, null))).isEqualTo(Reception.ACKNOWLEDGED);
    }

    @Test
    void whatConcernsNothingChangesNothingAndHasAName() {
        // Given a service with two incidents
        var rehearsal = Rehearsal.of(SINGLE, OTHER).window(5, "A", "C");
        int told = rehearsal.events().size();
        ServiceState before = rehearsal.state();
        IncidentId elsewhere = IncidentId.of("single", new ServiceId("prod", "inventory"), minute(5));
        // Then
        assertThat(rehearsal.said(6, said(Kind.ACK, 6, null))).isEqualTo(Reception.SEVERAL_OPEN);
        assertThat(rehearsal.said(6, said(Kind.ACK, 6, "single", 4))).isEqualTo(Reception.UNKNOWN_INCIDENT);
        assertThat(rehearsal.said(6, said(Kind.ACK, 6, elsewhere))).isEqualTo(Reception.WRONG_SERVICE);
        assertThat(rehearsal.said(6, said(Kind.USEFUL, 6, "single", 5))).isEqualTo(Reception.NOT_OF_INCIDENTS);
        assertThat(Rehearsal.of(SINGLE).said(6, said(Kind.RESOLVE, 6, null))).isEqualTo(Reception.NOTHING_OPEN);
        assertThat(Rehearsal.of(SINGLE).window(5, "A").said(6, said(Kind.ACK, 4, null)))
                .isEqualTo(Reception.OLDER_THAN_INCIDENT);
        assertThat(rehearsal.events()).hasSize(told);
        assertThat(rehearsal.state()).isEqualTo(before);
    }

    @Test
    void aPersonsClockNeitherGoesAheadOfTelemetryNorBehindTheEvidence() {
        var fast = Rehearsal.of(SINGLE).window(1, "A");
        var slow = Rehearsal.of(SINGLE).window(1, "A").window(2, "A");
        var restarted = Rehearsal.of(SINGLE).window(1, "A");

        fast.said(2, said(Kind.ACK, 60, "single", 1));
        slow.said(3, said(Kind.ACK, -60, "single", 1));
        restarted.said(NO_TIME_YET, said(Kind.ACK, 60, "single", 1));

        assertThat(fast.story()).last().isEqualTo("2 acknowledged notify");
        assertThat(slow.story()).last().isEqualTo("2 acknowledged notify");
        assertThat(restarted.story()).last().isEqualTo("1 acknowledged notify");
    }

    @Test
    void peoplesWordsStayOnOneLineAndShort() {
        var feedback = new Feedback(SERVICE, null, Kind.ACK, minute(0), " ", "two\nlines" + "x".repeat(900));

        assertThat(feedback.by()).isEqualTo("somebody");
        assertThat(feedback.comment()).startsWith("two lines").hasSize(Feedback.MOST_COMMENT);
    }

    private static Feedback said(Kind kind, double minute, String rule, double openedAt) {
        return said(kind, minute, IncidentId.of(rule, SERVICE, minute(openedAt)));
    }

    private static Feedback said(Kind kind, double minute, @Nullable IncidentId incident) {
        return new Feedback(SERVICE, incident, kind, minute(minute), "alice", "looking into it");
    }
}
