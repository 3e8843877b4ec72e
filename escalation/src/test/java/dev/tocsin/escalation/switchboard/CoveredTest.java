package dev.tocsin.escalation.switchboard;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.suppression.Observe;

import static dev.tocsin.escalation.incident.Transition.ESCALATED;
import static dev.tocsin.escalation.incident.Transition.OPENED;
import static dev.tocsin.escalation.incident.Transition.RESOLVED;
import static dev.tocsin.escalation.switchboard.Desk.at;
import static dev.tocsin.escalation.switchboard.Desk.event;
import static dev.tocsin.escalation.switchboard.Desk.said;
import static org.assertj.core.api.Assertions.assertThat;

class CoveredTest {

    private final Desk desk = new Desk();

    @Test
    @DisplayName("A lesser incident of a service that already paged goes to the digest, and says what covers it")
    void covered() {
        desk.tell(event("cascade", OPENED, Tier.PAGE, 0));

        List<Notification> lesser = desk.tell(event("pressure", OPENED, Tier.NOTIFY, 1));

        assertThat(said(lesser)).containsExactly("1 trigger digest digest");
        assertThat(lesser.getFirst().cappedBy()).isEqualTo("covered by " + Desk.id("cascade"));
    }

    @Test
    @DisplayName("A louder incident isn't covered by a quieter one")
    void louder() {
        desk.tell(event("pressure", OPENED, Tier.NOTIFY, 0));

        List<Notification> cascade = desk.tell(event("cascade", OPENED, Tier.PAGE, 1));

        assertThat(said(cascade)).containsExactly("1 trigger page digest,pd,slack");
    }

    @Test
    @DisplayName("A covered incident that climbs above what covers it is told")
    void climbsOut() {
        desk.tell(event("pressure", OPENED, Tier.NOTIFY, 0));
        desk.tell(event("errors", OPENED, Tier.NOTIFY, 1));

        List<Notification> climbed = desk.tell(event("errors", ESCALATED, Tier.PAGE, 2));

        assertThat(said(climbed)).containsExactly("2 trigger page pd,slack", "3 update page digest");
    }

    @Test
    @DisplayName("When the covering incident resolves, what it covered and still burns is told")
    void coverEnds() {
        desk.tell(event("cascade", OPENED, Tier.PAGE, 0));
        desk.tell(event("pressure", OPENED, Tier.NOTIFY, 1));
        desk.tell(event("cascade", RESOLVED, Tier.PAGE, 9));

        List<Notification> passed = desk.pass(at(9));

        assertThat(said(passed)).containsExactly("2 trigger notify slack", "3 update notify digest");
        assertThat(passed.getFirst().reason()).isEqualTo("no longer covered by " + Desk.id("cascade"));
    }

    @Test
    @DisplayName("A covered incident's resolve goes to those who were told")
    void resolves() {
        desk.tell(event("cascade", OPENED, Tier.PAGE, 0));
        desk.tell(event("pressure", OPENED, Tier.NOTIFY, 1));

        List<Notification> resolved = desk.tell(event("pressure", RESOLVED, Tier.NOTIFY, 2));

        assertThat(said(resolved)).containsExactly("2 resolve digest digest");
    }

    @Test
    @DisplayName("What was told before isn't lowered by a louder one that comes later")
    void neverLowered() {
        desk.tell(event("pressure", OPENED, Tier.NOTIFY, 0));
        desk.tell(event("cascade", OPENED, Tier.PAGE, 1));

        List<Notification> updated = desk.tell(event("pressure", ESCALATED, Tier.NOTIFY, 2));
        List<Notification> resolved = desk.tell(event("pressure", RESOLVED, Tier.NOTIFY, 3));

        assertThat(said(updated)).containsExactly("2 update notify digest,slack");
        assertThat(said(resolved)).containsExactly("3 resolve notify digest,slack");
    }

    @Test
    @DisplayName("An incident that was itself capped to the digest covers nothing")
    void cappedCoversNothing() {
        desk.tuning = desk.tuning.with(Observe.EVERYWHERE);
        desk.tell(event("cascade", OPENED, Tier.PAGE, 0));
        desk.tuning = desk.tuning.with(Observe.NOWHERE);

        List<Notification> told = desk.tell(event("pressure", OPENED, Tier.NOTIFY, 1));

        assertThat(said(told)).containsExactly("1 trigger notify digest,slack");
    }

    @Test
    @DisplayName("Of two that come out of one cap at once, the louder is told and covers the other")
    void bothAtOnce() {
        desk.tuning = desk.tuning.with(Observe.EVERYWHERE);
        desk.tell(event("errors", OPENED, Tier.NOTIFY, 0));
        desk.tell(event("z-cascade", OPENED, Tier.PAGE, 1));
        desk.tuning = desk.tuning.with(Observe.NOWHERE);

        List<Notification> passed = desk.pass(at(2));

        assertThat(said(passed)).containsExactly("2 trigger page pd,slack", "3 update page digest");
        assertThat(passed).extracting(told -> told.event().rule()).containsOnly("z-cascade");
    }

    @Test
    @DisplayName("Another service's incident covers nothing here")
    void otherService() {
        desk.tell(event("cascade", new ServiceId("prod-eu", "checkout-2"), OPENED, Tier.PAGE, 0, Duration.ZERO));

        List<Notification> told = desk.tell(event("pressure", OPENED, Tier.NOTIFY, 1));

        assertThat(said(told)).containsExactly("1 trigger notify digest,slack");
    }
}
