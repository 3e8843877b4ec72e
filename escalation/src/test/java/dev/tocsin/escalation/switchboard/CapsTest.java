package dev.tocsin.escalation.switchboard;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.route.Owner;
import dev.tocsin.escalation.route.Owners;
import dev.tocsin.escalation.route.Ownership;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.escalation.suppression.Observe;
import dev.tocsin.escalation.suppression.ServiceGlob;
import dev.tocsin.escalation.suppression.SuppressionRule;

import static dev.tocsin.escalation.incident.Transition.ACKNOWLEDGED;
import static dev.tocsin.escalation.incident.Transition.CLEARING;
import static dev.tocsin.escalation.incident.Transition.ESCALATED;
import static dev.tocsin.escalation.incident.Transition.OPENED;
import static dev.tocsin.escalation.incident.Transition.REOPENED;
import static dev.tocsin.escalation.incident.Transition.RESOLVED;
import static dev.tocsin.escalation.switchboard.Desk.at;
import static dev.tocsin.escalation.switchboard.Desk.event;
import static dev.tocsin.escalation.switchboard.Desk.said;
import static org.assertj.core.api.Assertions.assertThat;

class CapsTest {

    private static final Owner SHOP = Owner.of("shop", "https://wiki.example/shop",
            Map.of("region", "eu", "refresh", "true"));

    private static final Document QUIET = new Document("SuppressionRule", "prod-eu", "quiet-checkout", "3");

    private final Desk desk = new Desk();

    private static SuppressionRule rule(Tier cap, @Nullable Instant until) {
        return new SuppressionRule(QUIET, ServiceGlob.parse("check*"), Glob.ANY, null, cap, until, "migration");
    }

    @Test
    @DisplayName("A suppression rule caps what is told, and the notification names it and what it would have been")
    void capped() {
        desk.tuning = desk.tuning.with(rule(Tier.DIGEST, null));

        List<Notification> told = desk.tell(event("cascade", OPENED, Tier.PAGE, 0));

        assertThat(said(told)).containsExactly("1 trigger digest digest");
        assertThat(told.getFirst().uncappedTier()).isEqualTo(Tier.PAGE);
        assertThat(told.getFirst().cappedBy()).isEqualTo("SuppressionRule/prod-eu/quiet-checkout@3");
    }

    @Test
    @DisplayName("A capped incident's resolve is still delivered, to those who were told")
    void cappedResolve() {
        desk.tuning = desk.tuning.with(rule(Tier.DIGEST, null));
        desk.tell(event("cascade", OPENED, Tier.PAGE, 0));

        List<Notification> resolved = desk.tell(event("cascade", RESOLVED, Tier.PAGE, 5));

        assertThat(said(resolved)).containsExactly("2 resolve digest digest");
        assertThat(resolved.getFirst().cappedBy()).isEqualTo("SuppressionRule/prod-eu/quiet-checkout@3");
    }

    @Test
    @DisplayName("A rule that comes after the page neither lowers it nor holds back its resolve")
    void cappedAfterThePage() {
        desk.tell(event("cascade", OPENED, Tier.PAGE, 0));
        desk.tuning = desk.tuning.with(rule(Tier.NONE, null));

        List<Notification> passed = desk.pass(at(1));
        List<Notification> escalated = desk.tell(event("cascade", ESCALATED, Tier.PAGE, 2));
        List<Notification> resolved = desk.tell(event("cascade", RESOLVED, Tier.PAGE, 5));

        assertThat(passed).isEmpty();
        assertThat(said(escalated)).containsExactly("2 update page digest,pd,slack");
        assertThat(said(resolved)).containsExactly("3 resolve page digest,pd,slack");
    }

    @Test
    @DisplayName("When a suppression rule expires, what still burns is told at once at its own tier")
    void expires() {
        desk.tuning = desk.tuning.with(rule(Tier.DIGEST, at(30)));
        desk.tell(event("cascade", OPENED, Tier.PAGE, 0));

        List<Notification> before = desk.pass(at(29));
        List<Notification> after = desk.pass(at(30));
        List<Notification> later = desk.pass(at(31));

        assertThat(before).isEmpty();
        assertThat(said(after)).containsExactly("2 trigger page pd,slack", "3 update page digest");
        assertThat(after.getFirst().reason()).isEqualTo("suppression rule prod-eu/quiet-checkout expired");
        assertThat(after.getFirst().cappedBy()).isNull();
        assertThat(after.getFirst().at()).isEqualTo(at(30));
        assertThat(later).isEmpty();
    }

    @Test
    @DisplayName("A team that only observes is told no louder than the digest, until it trusts the bell")
    void observedByItsTeam() {
        desk.tuning = desk.tuning.with(Desk.ROUTING.with(List.of(), new Owners(List.of(ownership(true)))));
        List<Notification> observed = desk.tell(event("cascade", OPENED, Tier.PAGE, 0));
        desk.tuning = desk.tuning.with(Desk.ROUTING.with(List.of(), new Owners(List.of(ownership(false)))));

        List<Notification> trusted = desk.pass(at(3));

        assertThat(said(observed)).containsExactly("1 trigger digest digest");
        assertThat(observed.getFirst().cappedBy()).isEqualTo("observe");
        assertThat(observed.getFirst().uncappedTier()).isEqualTo(Tier.PAGE);
        assertThat(observed.getFirst().wouldPage()).containsExactly("pd");
        assertThat(trusted).allSatisfy(told -> assertThat(told.wouldPage()).isEmpty());
        assertThat(said(trusted)).containsExactly("2 trigger page pd,slack", "3 update page digest");
    }

    @Test
    @DisplayName("A notification names who answers for its service, with labels that can't pass for Tocsin's own")
    void owned() {
        desk.tuning = desk.tuning.with(Desk.ROUTING.with(List.of(), new Owners(List.of(ownership(false)))));

        Notification told = desk.tell(event("cascade", OPENED, Tier.PAGE, 0)).getFirst();

        assertThat(told.owner()).isEqualTo(SHOP);
        assertThat(told.labels()).containsExactly(Map.entry("region", "eu"));
    }

    private static Ownership ownership(boolean observed) {
        return new Ownership(new Document("Ownership", "prod-eu", "shop", "1"),
                List.of(ServiceGlob.parse("check*")), SHOP, List.of(), observed);
    }

    @Test
    @DisplayName("When a suppression rule is deleted, what still burns is told at once, even what nobody was told of")
    void deleted() {
        desk.tuning = desk.tuning.with(rule(Tier.NONE, null));
        List<Notification> silent = desk.tell(event("cascade", OPENED, Tier.PAGE, 0));
        desk.tuning = Tuning.of(Desk.ROUTING);

        List<Notification> passed = desk.pass(at(3));

        assertThat(silent).isEmpty();
        assertThat(said(passed)).containsExactly("1 trigger page digest,pd,slack");
        assertThat(passed.getFirst().reason()).isEqualTo("suppression rule prod-eu/quiet-checkout was removed");
    }

    @Test
    @DisplayName("A rule changed to a higher cap lets its incidents climb to it")
    void changed() {
        desk.tuning = desk.tuning.with(rule(Tier.DIGEST, null));
        desk.tell(event("cascade", OPENED, Tier.PAGE, 0));
        desk.tuning = desk.tuning.with(rule(Tier.NOTIFY, null));

        List<Notification> passed = desk.pass(at(3));

        assertThat(said(passed)).containsExactly("2 trigger notify slack", "3 update notify digest");
        assertThat(passed.getFirst().cappedBy()).isEqualTo(QUIET.toString());
        assertThat(passed.getFirst().reason()).isEqualTo("suppression rule prod-eu/quiet-checkout changed");
    }

    @Test
    @DisplayName("What is already clearing when a cap ends wakes nobody, unless it burns again")
    void clearingWhenTheCapEnds() {
        desk.tuning = desk.tuning.with(rule(Tier.DIGEST, at(30)));
        desk.tell(event("cascade", OPENED, Tier.PAGE, 0));
        desk.tell(event("cascade", CLEARING, Tier.PAGE, 29));

        List<Notification> ended = desk.pass(at(31));
        List<Notification> reopened = desk.tell(event("cascade", REOPENED, Tier.PAGE, 32));

        assertThat(ended).isEmpty();
        assertThat(said(reopened)).containsExactly("2 trigger page pd,slack", "3 update page digest");
    }

    @Test
    @DisplayName("What somebody has acknowledged wakes nobody when a cap ends, until it climbs itself")
    void acknowledgedWhenTheCapEnds() {
        desk.tuning = desk.tuning.with(rule(Tier.DIGEST, at(30)));
        desk.tell(event("cascade", OPENED, Tier.NOTIFY, 0));
        desk.tell(event("cascade", ACKNOWLEDGED, Tier.NOTIFY, 10));

        List<Notification> ended = desk.pass(at(31));
        List<Notification> climbed = desk.tell(event("cascade", ESCALATED, Tier.PAGE, 32));

        assertThat(ended).isEmpty();
        assertThat(said(climbed)).containsExactly("3 trigger page pd,slack", "4 update page digest");
    }

    @Test
    @DisplayName("A rule for one tier leaves the others alone")
    void oneTier() {
        desk.tuning = desk.tuning.with(new SuppressionRule(QUIET, ServiceGlob.ANY, new Glob("casc*"), Tier.NOTIFY,
                Tier.DIGEST, null, "noise"));

        List<Notification> notified = desk.tell(event("cascade", OPENED, Tier.NOTIFY, 0));
        List<Notification> paged = desk.tell(event("cascade", ESCALATED, Tier.PAGE, 1));

        assertThat(said(notified)).containsExactly("1 trigger digest digest");
        assertThat(said(paged)).containsExactly("2 trigger page pd,slack", "3 update page digest");
    }

    @Test
    @DisplayName("A rule of another namespace or for another rule's incidents caps nothing")
    void otherNamespace() {
        Document elsewhere = new Document("SuppressionRule", "prod-us", "quiet", "1");
        desk.tuning = desk.tuning.with(
                new SuppressionRule(elsewhere, ServiceGlob.ANY, Glob.ANY, null, Tier.NONE, null, "x"),
                new SuppressionRule(QUIET, ServiceGlob.ANY, new Glob("other"), null, Tier.NONE, null, "x"));

        List<Notification> told = desk.tell(event("cascade", OPENED, Tier.NOTIFY, 0));

        assertThat(said(told)).containsExactly("1 trigger notify digest,slack");
    }

    @Test
    @DisplayName("Of several caps the lowest holds")
    void lowest() {
        Document low = new Document("SuppressionRule", Document.ALL, "low", "1");
        desk.tuning = desk.tuning.with(rule(Tier.NOTIFY, null),
                new SuppressionRule(low, ServiceGlob.ANY, Glob.ANY, null, Tier.DIGEST, null, "x"));

        List<Notification> told = desk.tell(event("cascade", OPENED, Tier.PAGE, 0));

        assertThat(told.getFirst().cappedBy()).isEqualTo("SuppressionRule/*/low@1");
    }

    @Test
    @DisplayName("Observe mode tells the digest what would have paged")
    void observe() {
        desk.tuning = desk.tuning.with(Observe.in("prod-eu"));

        desk.tell(event("cascade", OPENED, Tier.NOTIFY, 0));
        desk.tell(event("cascade", ESCALATED, Tier.PAGE, 1));
        desk.tell(event("cascade", RESOLVED, Tier.PAGE, 2));

        assertThat(said(desk.sent)).containsExactly("1 trigger digest digest", "2 update digest digest",
                "3 resolve digest digest");
        assertThat(desk.sent).extracting(Notification::cappedBy).containsOnly("observe");
        assertThat(desk.sent.get(1).uncappedTier()).isEqualTo(Tier.PAGE);
    }

    @Test
    @DisplayName("When observe mode ends, what still burns is told")
    void observeEnds() {
        desk.tuning = desk.tuning.with(Observe.EVERYWHERE);
        desk.tell(event("cascade", OPENED, Tier.NOTIFY, 0));
        desk.tuning = desk.tuning.with(Observe.NOWHERE);

        List<Notification> passed = desk.pass(at(1));

        assertThat(said(passed)).containsExactly("2 trigger notify slack", "3 update notify digest");
        assertThat(passed.getFirst().reason()).isEqualTo("observe mode ended");
    }
}
