package dev.tocsin.escalation.switchboard;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.suppression.Observe;

import static dev.tocsin.escalation.switchboard.Desk.T0;
import static dev.tocsin.escalation.switchboard.Desk.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class TelemetryStoppedTest {

    private final Desk desk = new Desk();

    private List<Notification> hear(int task, int seconds, int services, int silent) {
        return desk.pass(new TaskTime(task, T0.plusSeconds(seconds), Duration.ZERO, services, silent));
    }

    @Test
    @DisplayName("Over half of all services silent for half a minute is one page, whatever task they belong to")
    void stops() {
        hear(0, 0, 4, 0);
        hear(1, 0, 6, 0);

        List<Notification> half = hear(1, 10, 6, 5);
        List<Notification> overHalf = hear(0, 20, 4, 1);
        List<Notification> notYet = hear(0, 49, 4, 1);
        List<Notification> stopped = hear(0, 50, 4, 1);
        List<Notification> still = hear(0, 500, 4, 4);

        assertThat(half).isEmpty();
        assertThat(overHalf).isEmpty();
        assertThat(notYet).isEmpty();
        assertThat(said(stopped)).containsExactly("1 trigger page digest,pd,slack");
        assertThat(stopped.getFirst().summary())
                .isEqualTo("default/telemetry: 6 of 10 services are silent (telemetry-stopped), since 10:00 UTC");
        assertThat(still).isEmpty();
        assertThat(desk.raised).extracting(IncidentEvent::transition).containsExactly(Transition.OPENED);
    }

    @Test
    @DisplayName("Telemetry that is back for half a minute resolves it")
    void returns() {
        hear(0, 0, 10, 10);
        hear(0, 30, 10, 10);

        List<Notification> someTalk = hear(0, 60, 10, 3);
        List<Notification> mostTalk = hear(0, 90, 10, 2);
        List<Notification> resolved = hear(0, 120, 10, 2);

        assertThat(someTalk).isEmpty();
        assertThat(mostTalk).isEmpty();
        assertThat(said(resolved)).containsExactly("2 resolve page digest,pd,slack");
        assertThat(desk.lines()).isEmpty();
        assertThat(desk.raised).extracting(IncidentEvent::transition)
                .containsExactly(Transition.OPENED, Transition.RESOLVED);
    }

    @Test
    @DisplayName("Who works on it is told to all who were told of it, once, and only while it lasts")
    void acknowledged() {
        hear(0, 0, 10, 10);
        IncidentEvent opened = hear(0, 30, 10, 10).getFirst().event();
        Feedback said = new Feedback(opened.service(), opened.incident(), Feedback.Kind.ACK, T0, "alice", "on it");
        IncidentEvent passedOn = OwnIncidents.acknowledged(said, T0.plusSeconds(40)).orElseThrow();

        List<Notification> first = desk.tell(passedOn, new TaskTime(0, T0.plusSeconds(40), Duration.ZERO, 10, 10));
        List<Notification> again = desk.tell(passedOn, new TaskTime(0, T0.plusSeconds(41), Duration.ZERO, 10, 10));
        hear(0, 60, 10, 2);
        hear(0, 90, 10, 2);
        List<Notification> tooLate = desk.tell(passedOn, new TaskTime(0, T0.plusSeconds(100), Duration.ZERO, 10, 2));

        assertThat(said(first)).containsExactly("2 update page digest,pd,slack");
        assertThat(first.getFirst().event().transition()).isEqualTo(Transition.ACKNOWLEDGED);
        assertThat(first.getFirst().reason()).isEqualTo("by alice: on it");
        assertThat(again).isEmpty();
        assertThat(tooLate).isEmpty();
        assertThat(desk.lines()).isEmpty();
        assertThat(desk.raised).extracting(IncidentEvent::transition, IncidentEvent::tier, IncidentEvent::openedAt)
                .containsExactly(tuple(Transition.OPENED, Tier.PAGE, T0.plusSeconds(30)),
                        tuple(Transition.ACKNOWLEDGED, Tier.PAGE, T0.plusSeconds(30)),
                        tuple(Transition.RESOLVED, Tier.PAGE, T0.plusSeconds(30)));
    }

    @Test
    @DisplayName("Services that flap around the bounds make one incident, not many")
    void flaps() {
        for (int second = 0; second < 3_600; second += 10) {
            hear(0, second, 10, second % 20 == 0 ? 6 : 4);
        }
        assertThat(desk.sent).isEmpty();

        for (int second = 3_600; second < 7_200; second += 10) {
            hear(0, second, 10, second % 60 == 0 ? 2 : 7);
        }
        assertThat(said(desk.sent)).containsExactly("1 trigger page digest,pd,slack");
    }

    @Test
    @DisplayName("One service alone that goes silent is no stop of telemetry")
    void oneService() {
        hear(0, 0, 1, 1);
        hear(0, 100, 1, 1);

        assertThat(desk.sent).isEmpty();
    }

    @Test
    @DisplayName("The silence of a task that is behind may only be lag and isn't counted")
    void behind() {
        Duration lag = Duration.ofMinutes(20);
        desk.pass(new TaskTime(0, T0, lag, 10, 10));
        desk.pass(new TaskTime(0, T0.plusSeconds(100), lag, 10, 10));

        assertThat(desk.sent).isEmpty();
    }

    @Test
    @DisplayName("When every service has expired, telemetry isn't back")
    void nobodyLeft() {
        hear(0, 0, 10, 10);
        hear(0, 30, 10, 10);

        hear(0, 4_000, 0, 0);
        hear(0, 5_000, 0, 0);

        assertThat(desk.sent).hasSize(1);
    }

    @Test
    @DisplayName("Telemetry that is back in the very moment observe mode ends resolves what was told, and only that")
    void backAsObserveEnds() {
        desk.tuning = desk.tuning.with(Observe.EVERYWHERE);
        hear(0, 0, 10, 10);
        hear(0, 30, 10, 10);
        hear(0, 60, 10, 0);
        desk.tuning = desk.tuning.with(Observe.NOWHERE);

        List<Notification> back = hear(0, 90, 10, 0);

        assertThat(said(back)).containsExactly("2 resolve digest digest");
        assertThat(desk.lines()).isEmpty();
    }

    @Test
    @DisplayName("Observe mode caps it as anything else")
    void observed() {
        desk.tuning = desk.tuning.with(Observe.EVERYWHERE);
        hear(0, 0, 10, 10);

        List<Notification> stopped = hear(0, 30, 10, 10);

        assertThat(said(stopped)).containsExactly("1 trigger digest digest");
        assertThat(stopped.getFirst().uncappedTier()).isEqualTo(Tier.PAGE);
    }
}
