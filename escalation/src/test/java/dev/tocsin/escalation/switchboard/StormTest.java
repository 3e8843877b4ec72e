package dev.tocsin.escalation.switchboard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Hypothesis;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;

import static dev.tocsin.escalation.switchboard.Desk.T0;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Many incidents at once")
class StormTest {

    private final Desk desk = new Desk();

    @Test
    @DisplayName("A thousand services become a handful of notifications to people, one of which says so")
    void storm() {
        for (int service = 0; service < 1_000; service++) {
            desk.tell(event("errors", id("s" + service), Transition.OPENED, Tier.PAGE, T0.plusMillis(service),
                    List.of()));
        }
        desk.pass(T0.plusSeconds(61));
        desk.pass(T0.plusSeconds(70));

        assertThat(paged()).hasSize(5 + 1 + 1);
        assertThat(paged().get(5).summary()).contains("5 services within 2 min");
        assertThat(paged().getLast().summary()).contains("1000 services at once");
        assertThat(desk.lines()).filteredOn(line -> line.cap() instanceof Cap.Stormed).hasSize(995);
    }

    @Test
    @DisplayName("Who works on it does so still when it grows")
    void acknowledged() {
        for (int service = 0; service < 10; service++) {
            desk.tell(event("errors", id("s" + service), Transition.OPENED, Tier.PAGE, T0, List.of()));
        }
        IncidentEvent opened = desk.raised.stream().filter(own -> own.rule().equals("storm-page")).findFirst()
                .orElseThrow();
        desk.tell(OwnIncidents.acknowledged(new Feedback(opened.service(), opened.incident(), Feedback.Kind.ACK, T0,
                "alice", "on it"), T0.plusSeconds(10)).orElseThrow());

        List<Notification> grown = desk.pass(T0.plusSeconds(70));

        assertThat(Desk.said(grown)).containsExactly("3 update page digest,pd,slack");
        assertThat(grown.getFirst().reason()).isEqualTo("10 services at once");
        assertThat(desk.lines()).filteredOn(line -> line.incident().equals(opened.incident())).singleElement()
                .satisfies(line -> assertThat(line.event().transition()).isEqualTo(Transition.ACKNOWLEDGED));
    }

    @Test
    @DisplayName("A rule whose name begins as a storm's is a rule like others")
    void namedLikeOne() {
        List<Notification> told = desk
                .tell(event("storm-surge", id("dam"), Transition.OPENED, Tier.PAGE, T0, List.of()));

        assertThat(Desk.said(told)).containsExactly("1 trigger page digest,pd,slack");
    }

    @Test
    @DisplayName("The one service with another trouble isn't drowned")
    void oneThatMatters() {
        for (int service = 0; service < 100; service++) {
            desk.tell(event("errors", id("s" + service), Transition.OPENED, Tier.NOTIFY, T0, List.of()));
        }

        List<Notification> told = desk.tell(
                event("cascade", id("payments"), Transition.OPENED, Tier.PAGE, T0.plusSeconds(5), List.of()));

        assertThat(Desk.said(told)).containsExactly("1 trigger page digest,pd,slack");
    }

    @Test
    @DisplayName("When it is over that is said, and what still burns is told by itself")
    void over() {
        for (int service = 0; service < 20; service++) {
            desk.tell(event("errors", id("s" + service), Transition.OPENED, Tier.PAGE, T0, List.of()));
        }
        for (int service = 0; service < 19; service++) {
            desk.tell(
                    event("errors", id("s" + service), Transition.RESOLVED, Tier.PAGE, T0.plusSeconds(120), List.of()));
        }
        desk.pass(T0.plusSeconds(130));
        int before = desk.sent.size();

        desk.pass(T0.plus(Duration.ofMinutes(8)));
        desk.pass(T0.plus(Duration.ofMinutes(9)));

        List<Notification> after = desk.sent.subList(before, desk.sent.size());
        assertThat(after).anySatisfy(told -> {
            assertThat(told.event().rule()).isEqualTo("storm-page");
            assertThat(told.action()).isEqualTo(Action.RESOLVE);
        });
        assertThat(after).anySatisfy(told -> {
            assertThat(told.event().service()).isEqualTo(id("s19"));
            assertThat(told.tier()).isEqualTo(Tier.PAGE);
            assertThat(told.reason()).startsWith("goes on after storm-page/");
        });
    }

    @Test
    @DisplayName("A few services over some time are no storm")
    void noStorm() {
        for (int service = 0; service < 20; service++) {
            desk.tell(event("errors", id("s" + service), Transition.OPENED, Tier.PAGE,
                    T0.plus(Duration.ofMinutes(service)), List.of()));
        }

        assertThat(paged()).hasSize(20);
    }

    @Test
    @DisplayName("Services that suffer from another's incident are grouped under it, and each resolves on its own")
    void grouped() {
        ServiceId db = id("db");
        desk.tell(event("cascade", db, Transition.OPENED, Tier.PAGE, T0, List.of()));
        Hypothesis cause = new Hypothesis(db, "latency", 0.9, List.of("latency 12 sigmas from usual"), List.of());

        List<Notification> told = desk.tell(event("errors", id("checkout"), Transition.OPENED, Tier.NOTIFY,
                T0.plusSeconds(30), List.of(cause)));

        assertThat(told).extracting(Notification::tier).containsOnly(Tier.DIGEST);
        assertThat(told.getFirst().cappedBy()).isEqualTo("probably caused by " + IncidentId.of("cascade", db, T0));

        // When the cause is gone and the other still burns
        desk.tell(event("cascade", db, Transition.RESOLVED, Tier.PAGE, T0.plusSeconds(90), List.of()));
        List<Notification> later = desk.pass(T0.plusSeconds(95));

        assertThat(later).anySatisfy(notification -> {
            assertThat(notification.event().service()).isEqualTo(id("checkout"));
            assertThat(notification.tier()).isEqualTo(Tier.NOTIFY);
            assertThat(notification.reason()).startsWith("goes on without");
        });
    }

    @Test
    @DisplayName("What is louder than its probable cause is told")
    void louderThanItsCause() {
        ServiceId db = id("db");
        desk.tell(event("errors", db, Transition.OPENED, Tier.NOTIFY, T0, List.of()));
        Hypothesis cause = new Hypothesis(db, "latency", 0.9, List.of(), List.of());

        List<Notification> told = desk.tell(
                event("cascade", id("checkout"), Transition.OPENED, Tier.PAGE, T0.plusSeconds(30), List.of(cause)));

        assertThat(told).extracting(Notification::tier).contains(Tier.PAGE);
    }

    private List<Notification> paged() {
        return desk.sent.stream().filter(told -> told.tier() == Tier.PAGE && told.receivers().contains("pd")).toList();
    }

    private static ServiceId id(String service) {
        return new ServiceId("prod", service);
    }

    private static IncidentEvent event(String rule, ServiceId service, Transition transition, Tier tier, Instant at,
            List<Hypothesis> hypotheses) {
        return new IncidentEvent(IncidentId.of(rule, service, T0), rule, "v1", service, transition, tier, at, T0,
                List.of(), OrderConfidence.HIGH, "because", 4.2, List.of(), hypotheses, Duration.ZERO);
    }
}
