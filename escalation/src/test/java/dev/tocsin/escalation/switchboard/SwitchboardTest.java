package dev.tocsin.escalation.switchboard;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.incident.Severity;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.escalation.route.Routing;

import static dev.tocsin.escalation.incident.Transition.ACKNOWLEDGED;
import static dev.tocsin.escalation.incident.Transition.CLEARING;
import static dev.tocsin.escalation.incident.Transition.ESCALATED;
import static dev.tocsin.escalation.incident.Transition.EXPIRED;
import static dev.tocsin.escalation.incident.Transition.NEAR_MISS;
import static dev.tocsin.escalation.incident.Transition.OPENED;
import static dev.tocsin.escalation.incident.Transition.REOPENED;
import static dev.tocsin.escalation.incident.Transition.RESOLVED;
import static dev.tocsin.escalation.incident.Transition.SUPPRESSED;
import static dev.tocsin.escalation.switchboard.Desk.at;
import static dev.tocsin.escalation.switchboard.Desk.event;
import static dev.tocsin.escalation.switchboard.Desk.said;
import static org.assertj.core.api.Assertions.assertThat;

class SwitchboardTest {

    private final Desk desk = new Desk();

    @Test
    @DisplayName("An incident that climbs triggers each receiver once and updates those who already knew")
    void climbs() {
        List<Notification> opened = desk.tell(event("cascade", OPENED, Tier.DIGEST, 0));
        List<Notification> notified = desk.tell(event("cascade", ESCALATED, Tier.NOTIFY, 2));
        List<Notification> paged = desk.tell(event("cascade", ESCALATED, Tier.PAGE, 4));

        assertThat(said(opened)).containsExactly("1 trigger digest digest");
        assertThat(said(notified)).containsExactly("2 trigger notify slack", "3 update notify digest");
        assertThat(said(paged)).containsExactly("4 trigger page pd", "5 update page digest,slack");
        assertThat(paged.getFirst().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(paged.getFirst().id()).isEqualTo("cascade/prod-eu/checkout/1795773600#4");
        assertThat(paged.getFirst().cappedBy()).isNull();
    }

    @Test
    @DisplayName("A resolve goes to every receiver that was told, and the line is gone")
    void resolves() {
        desk.tell(event("cascade", OPENED, Tier.PAGE, 0));

        List<Notification> resolved = desk.tell(event("cascade", RESOLVED, Tier.PAGE, 9));

        assertThat(said(resolved)).containsExactly("2 resolve page digest,pd,slack");
        assertThat(desk.lines()).isEmpty();
    }

    @Test
    @DisplayName("A resolve is told at the tier that was told, whatever tier the transition names")
    void resolveOfTierNone() {
        desk.tell(event("cascade", OPENED, Tier.NOTIFY, 0));

        List<Notification> resolved = desk.tell(event("cascade", RESOLVED, Tier.NONE, 9));

        assertThat(said(resolved)).containsExactly("2 resolve notify digest,slack");
    }

    @Test
    @DisplayName("A resolve of an incident that isn't open tells nobody and is counted as unknown")
    void unknownResolve() {
        List<Notification> told = desk.tell(event("cascade", RESOLVED, Tier.PAGE, 9));

        assertThat(told).isEmpty();
        assertThat(desk.outcomes).containsExactly(Outcome.UNKNOWN);
    }

    @Test
    @DisplayName("Clearing and reopening redraw the card and bother neither pager nor digest")
    void refreshes() {
        desk.tell(event("cascade", OPENED, Tier.PAGE, 0));

        List<Notification> clearing = desk.tell(event("cascade", CLEARING, Tier.PAGE, 5));
        List<Notification> reopened = desk.tell(event("cascade", REOPENED, Tier.PAGE, 7));

        assertThat(said(clearing)).containsExactly("2 update page slack");
        assertThat(said(reopened)).containsExactly("3 update page slack");
        assertThat(clearing.getFirst().labels()).isEqualTo(Notification.REFRESH);
    }

    @Test
    @DisplayName("An incident that reopens louder is told to those who didn't know")
    void reopensLouder() {
        desk.tell(event("cascade", OPENED, Tier.NOTIFY, 0));
        desk.tell(event("cascade", CLEARING, Tier.NOTIFY, 5));

        List<Notification> reopened = desk.tell(event("cascade", REOPENED, Tier.PAGE, 7));

        assertThat(said(reopened)).containsExactly("3 trigger page pd", "4 update page digest,slack");
    }

    @Test
    @DisplayName("An acknowledgement is told to everybody who knows of the incident")
    void acknowledged() {
        desk.tell(event("cascade", OPENED, Tier.PAGE, 0));

        List<Notification> acknowledged = desk.tell(event("cascade", ACKNOWLEDGED, Tier.PAGE, 1));

        assertThat(said(acknowledged)).containsExactly("2 update page digest,pd,slack");
    }

    @Test
    @DisplayName("A near miss, an expired partial and a suppressed match are told to nobody")
    void untold() {
        desk.tell(event("cascade", NEAR_MISS, Tier.NONE, 0));
        desk.tell(event("cascade", EXPIRED, Tier.PAGE, 1));
        desk.tell(event("cascade", SUPPRESSED, Tier.PAGE, 2));

        assertThat(desk.sent).isEmpty();
        assertThat(desk.lines()).isEmpty();
        assertThat(desk.outcomes).containsExactly(Outcome.UNTOLD, Outcome.UNTOLD, Outcome.UNTOLD);
    }

    @Test
    @DisplayName("An incident without a tier is silent until it climbs")
    void tierNone() {
        List<Notification> opened = desk.tell(event("cascade", OPENED, Tier.NONE, 0));
        List<Notification> climbed = desk.tell(event("cascade", ESCALATED, Tier.NOTIFY, 2));

        assertThat(opened).isEmpty();
        assertThat(said(climbed)).containsExactly("1 trigger notify digest,slack");
    }

    @Test
    @DisplayName("An escalation at the same tier updates, it doesn't trigger again")
    void sameTier() {
        desk.tell(event("cascade", OPENED, Tier.PAGE, 0));

        List<Notification> escalated = desk.tell(event("cascade", ESCALATED, Tier.PAGE, 1));

        assertThat(said(escalated)).containsExactly("2 update page digest,pd,slack");
    }

    @Test
    @DisplayName("A receiver that is configured later learns of an open incident with its next change")
    void newReceiver() {
        desk.tell(event("cascade", OPENED, Tier.NOTIFY, 0));
        desk.tuning = Tuning.of(Routing.of(Map.of("slack", ReceiverType.SLACK, "digest", ReceiverType.DIGEST,
                "slack-ops", ReceiverType.SLACK)));

        List<Notification> passed = desk.pass(at(1));
        List<Notification> escalated = desk.tell(event("cascade", ESCALATED, Tier.NOTIFY, 2));
        List<Notification> resolved = desk.tell(event("cascade", RESOLVED, Tier.NOTIFY, 3));

        assertThat(passed).isEmpty();
        assertThat(said(escalated)).containsExactly("2 trigger notify slack-ops", "3 update notify digest,slack");
        assertThat(said(resolved)).containsExactly("4 resolve notify digest,slack,slack-ops");
    }

    @Test
    @DisplayName("Without a receiver for its tier an incident is silent, and so is its resolve")
    void nobodyToTell() {
        desk.tuning = Tuning.of(Routing.of(Map.of("pd", ReceiverType.PAGERDUTY)));

        desk.tell(event("cascade", OPENED, Tier.NOTIFY, 0));
        desk.tell(event("cascade", RESOLVED, Tier.NOTIFY, 3));

        assertThat(desk.sent).isEmpty();
        assertThat(desk.outcomes).containsExactly(Outcome.SILENT, Outcome.UNKNOWN);
    }

    @Test
    @DisplayName("Time that passes over an incident that was told as loudly as it is tells nothing")
    void nothingToPass() {
        desk.tell(event("cascade", OPENED, Tier.PAGE, 0));

        for (int minute = 1; minute < 600; minute++) {
            desk.pass(at(minute));
        }

        assertThat(said(desk.sent)).containsExactly("1 trigger page digest,pd,slack");
    }
}
