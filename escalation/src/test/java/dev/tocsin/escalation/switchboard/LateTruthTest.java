package dev.tocsin.escalation.switchboard;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Tier;

import static dev.tocsin.escalation.incident.Transition.CLEARING;
import static dev.tocsin.escalation.incident.Transition.ESCALATED;
import static dev.tocsin.escalation.incident.Transition.OPENED;
import static dev.tocsin.escalation.incident.Transition.RESOLVED;
import static dev.tocsin.escalation.switchboard.Desk.at;
import static dev.tocsin.escalation.switchboard.Desk.event;
import static dev.tocsin.escalation.switchboard.Desk.late;
import static dev.tocsin.escalation.switchboard.Desk.said;
import static org.assertj.core.api.Assertions.assertThat;

class LateTruthTest {

    private final Desk desk = new Desk();

    private static TaskTime behind(int task, int minutes, int behindMinutes) {
        return new TaskTime(task, at(minutes), Duration.ofMinutes(behindMinutes), 0, 0);
    }

    @Test
    @DisplayName("Evidence older than 15 minutes pages nobody while Tocsin is behind")
    void held() {
        List<Notification> told = desk.tell(late("cascade", OPENED, Tier.PAGE, 0, 120));
        List<Notification> passed = desk.pass(behind(0, 60, 16));

        assertThat(told).isEmpty();
        assertThat(passed).isEmpty();
        assertThat(desk.outcomes).containsExactly(Outcome.HELD);
    }

    @Test
    @DisplayName("Evidence of just 15 minutes ago is told")
    void fresh() {
        List<Notification> told = desk.tell(late("cascade", OPENED, Tier.PAGE, 0, 15));

        assertThat(said(told)).containsExactly("1 trigger page digest,pd,slack");
    }

    @Test
    @DisplayName("What is still open once its task has caught up is told then, at its own tier")
    void stillTrue() {
        desk.tell(late("cascade", OPENED, Tier.PAGE, 0, 120));

        List<Notification> told = desk.pass(behind(0, 110, 15));
        List<Notification> again = desk.pass(behind(0, 111, 3));

        assertThat(said(told)).containsExactly("1 trigger page digest,pd,slack");
        assertThat(told.getFirst().reason()).isEqualTo("still true, seen while Tocsin was behind by 2 h");
        assertThat(again).isEmpty();
    }

    @Test
    @DisplayName("Another task that has caught up releases nothing")
    void otherTask() {
        desk.tell(late("cascade", OPENED, Tier.PAGE, 0, 120));

        List<Notification> told = desk.pass(behind(1, 110, 0));

        assertThat(told).isEmpty();
        assertThat(desk.lines()).singleElement().matches(Line::isHeld);
    }

    @Test
    @DisplayName("A transition in time tells what was held, before the task says that it has caught up")
    void climbsInTime() {
        desk.tell(late("cascade", OPENED, Tier.NOTIFY, 0, 120));

        List<Notification> told = desk.tell(event("cascade", ESCALATED, Tier.PAGE, 100));

        assertThat(said(told)).containsExactly("1 trigger page digest,pd,slack");
    }

    @Test
    @DisplayName("What began and ended meanwhile goes into one summary once nobody is behind, worst first")
    void summary() {
        ServiceId cart = new ServiceId("prod-eu", "cart");
        desk.tell(late("pressure", OPENED, Tier.NOTIFY, 0, 120), behind(0, 0, 120));
        desk.tell(event("cascade", cart, OPENED, Tier.PAGE, 5, Duration.ofMinutes(110)), behind(1, 5, 110));
        desk.tell(late("pressure", RESOLVED, Tier.NOTIFY, 20, 100), behind(0, 20, 100));
        desk.tell(event("cascade", cart, RESOLVED, Tier.PAGE, 25, Duration.ofMinutes(90)), behind(1, 25, 90));

        List<Notification> oneIsBehind = desk.pass(behind(0, 118, 2));
        List<Notification> told = desk.pass(behind(1, 120, 1));
        List<Notification> later = desk.pass(behind(1, 121, 0));

        assertThat(oneIsBehind).isEmpty();
        assertThat(said(told)).containsExactly("1 trigger digest digest");
        Notification summary = told.getFirst();
        assertThat(summary.labels()).isEqualTo(Notification.BEHIND);
        assertThat(summary.event().rule()).isEqualTo(OwnIncidents.BEHIND);
        assertThat(summary.lines()).extracting(SummaryLine::rule).containsExactly("cascade", "pressure");
        assertThat(summary.summary()).isEqualTo("While Tocsin was behind 2 incidents began and ended; "
                + "worst: cascade of prod-eu/cart, would have paged");
        assertThat(later).isEmpty();
        assertThat(desk.lines()).isEmpty();
    }

    @Test
    @DisplayName("The summary waits for what is still held, and a held incident that is clearing pages nobody")
    void clearing() {
        desk.tell(late("cascade", OPENED, Tier.PAGE, 0, 120));
        desk.tell(late("pressure", OPENED, Tier.NOTIFY, 0, 120));
        desk.tell(late("pressure", RESOLVED, Tier.NOTIFY, 60, 60));
        desk.tell(late("cascade", CLEARING, Tier.PAGE, 100, 20));

        List<Notification> caughtUp = desk.pass(behind(0, 101, 1));
        desk.tell(event("cascade", RESOLVED, Tier.PAGE, 105));
        List<Notification> told = desk.pass(behind(0, 106, 0));

        assertThat(caughtUp).isEmpty();
        assertThat(said(told)).containsExactly("1 trigger digest digest");
        assertThat(told.getFirst().lines()).hasSize(2);
    }

    @Test
    @DisplayName("An incident that was told before Tocsin fell behind climbs silently, and its resolve isn't held back")
    void toldBefore() {
        desk.tell(event("cascade", OPENED, Tier.NOTIFY, 0));

        List<Notification> climbed = desk.tell(late("cascade", ESCALATED, Tier.PAGE, 5, 60));
        List<Notification> resolved = desk.tell(late("cascade", RESOLVED, Tier.PAGE, 9, 60));
        List<Notification> summary = desk.pass(behind(0, 60, 0));

        assertThat(climbed).isEmpty();
        assertThat(said(resolved)).containsExactly("2 resolve notify digest,slack");
        assertThat(summary).singleElement().satisfies(told -> assertThat(told.lines()).hasSize(1));
    }

    @Test
    @DisplayName("A backlog of thousands makes one summary of the fifty worst and a count")
    void bounded() {
        for (int i = 0; i < 3_000; i++) {
            ServiceId service = new ServiceId("prod-eu", "s" + i);
            Tier tier = i == 2_999 ? Tier.PAGE : Tier.DIGEST;
            desk.tell(event("cascade", service, OPENED, tier, 0, Duration.ofHours(2)));
            desk.tell(event("cascade", service, RESOLVED, tier, 5, Duration.ofHours(2)));
        }

        List<Notification> told = desk.pass(behind(0, 120, 0));

        assertThat(told).hasSize(1);
        assertThat(told.getFirst().lines()).hasSize(50);
        assertThat(told.getFirst().lines().getFirst().service().service()).isEqualTo("s2999");
        assertThat(told.getFirst().summary()).startsWith("While Tocsin was behind 3000 incidents began and ended");
    }

    @Test
    @DisplayName("Two catch-ups in the same second make summaries of two ids")
    void twoSummaries() {
        for (int round = 0; round < 2; round++) {
            desk.tell(late("cascade", OPENED, Tier.PAGE, 0, 120));
            desk.tell(late("cascade", RESOLVED, Tier.PAGE, 5, 120));
            desk.pass(behind(0, 120, 0));
        }

        assertThat(desk.sent).hasSize(2).extracting(Notification::id).doesNotHaveDuplicates();
    }
}
