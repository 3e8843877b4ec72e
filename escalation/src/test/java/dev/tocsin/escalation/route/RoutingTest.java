package dev.tocsin.escalation.route;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.escalation.suppression.ServiceGlob;

import static org.assertj.core.api.Assertions.assertThat;

class RoutingTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private static final Routing BARE = Routing.among(Map.of("pd", Destination.of(ReceiverType.PAGERDUTY), "slack",
            Destination.of(ReceiverType.SLACK), "digest", Destination.of(ReceiverType.DIGEST), "shop-pd",
            new Destination(ReceiverType.PAGERDUTY, false), "shop-slack",
            new Destination(ReceiverType.SLACK, false)));

    private static final Ownership SHOP = owner("shop", "*", "shop-*", "shop-pd", "shop-slack");

    @Test
    void withoutDocumentsTheDefaultReceiversAreToldByTier() {
        assertThat(told(BARE, "cart", Tier.PAGE)).containsExactly("digest", "pd", "slack");
        assertThat(told(BARE, "cart", Tier.NOTIFY)).containsExactly("digest", "slack");
        assertThat(told(BARE, "cart", Tier.DIGEST)).containsExactly("digest");
        assertThat(told(BARE, "cart", Tier.NONE)).isEmpty();
    }

    @Test
    void aTeamsDestinationsAreToldInsteadOfTheDefaultOnes() {
        Routing routing = BARE.with(List.of(), new Owners(List.of(SHOP)));

        assertThat(told(routing, "shop-cart", Tier.PAGE)).containsExactly("digest", "shop-pd", "shop-slack");
        assertThat(told(routing, "shop-cart", Tier.NOTIFY)).containsExactly("digest", "shop-slack");
        assertThat(told(routing, "cart", Tier.PAGE)).containsExactly("digest", "pd", "slack");
    }

    @Test
    void aPageWakesThoseWhomARouteOrTheTeamNames() {
        Routing teams = BARE.with(List.of(), new Owners(List.of(SHOP)));
        Routing routed = BARE.with(List.of(route("a", match("cart"), false, "shop-pd")), new Owners(List.of(SHOP)));
        Routing quiet = BARE.with(List.of(route("a", match("cart"), false, "shop-slack")), Owners.NONE);

        assertThat(teams.paged(event("cart"), NOON)).containsExactly("pd");
        assertThat(teams.paged(event("shop-cart"), NOON)).containsExactly("shop-pd");
        assertThat(routed.paged(event("cart"), NOON)).containsExactly("shop-pd");
        assertThat(quiet.paged(event("cart"), NOON)).containsExactly("shop-slack");
    }

    @Test
    void theFirstRouteThatMatchesEndsIt() {
        Routing routing = BARE.with(List.of(route("b", match("shop-*"), false, "slack"),
                route("a", match("shop-cart"), false, "shop-slack")), new Owners(List.of(SHOP)));

        assertThat(told(routing, "shop-cart", Tier.NOTIFY)).containsExactly("digest", "shop-slack");
        assertThat(told(routing, "shop-till", Tier.PAGE)).containsExactly("digest", "slack");
    }

    @Test
    void aLowerOrderComesFirstAndANamespacesOwnBeforeThoseOfAll() {
        Route late = new Route(document("a", "*"), 200, Criteria.ANY, List.of("pd"), false);
        Route all = new Route(document("a", "*"), 100, Criteria.ANY, List.of("slack"), false);
        Route own = new Route(document("z", "prod"), 100, Criteria.ANY, List.of("shop-slack"), false);

        assertThat(BARE.with(List.of(late, all, own), Owners.NONE).routes()).containsExactly(own, all, late);
        assertThat(told(BARE.with(List.of(late, all, own), Owners.NONE), "x", Tier.NOTIFY)).contains("shop-slack");
    }

    @Test
    void aRouteThatGoesOnAddsToWhatComesBehindIt() {
        Routing routing = BARE.with(List.of(route("a", Criteria.ANY, true, "slack")), new Owners(List.of(SHOP)));

        assertThat(told(routing, "shop-cart", Tier.NOTIFY)).containsExactly("digest", "shop-slack", "slack");
    }

    @Test
    void aRouteThatNamesTiersTellsQuieterOnesButNeverAPager() {
        Criteria digests = new Criteria(List.of(), List.of(), List.of(), Map.of(), Set.of(Tier.DIGEST), null);
        Routing routing = BARE.with(List.of(route("a", digests, false, "shop-slack", "shop-pd")), Owners.NONE);

        assertThat(told(routing, "x", Tier.DIGEST)).containsExactly("digest", "shop-slack");
        assertThat(told(routing, "x", Tier.PAGE)).containsExactly("digest", "pd", "slack");
    }

    @Test
    void namesNobodyHasNeverMeanThatNobodyIsTold() {
        // Given a route and a team that lead only to receivers that don't exist
        Routing routing = BARE.with(List.of(route("a", Criteria.ANY, false, "gone")),
                new Owners(List.of(owner("lost", "*", "lost-*", "gone-too"))));

        // Then
        assertThat(told(routing, "lost-one", Tier.PAGE)).containsExactly("digest", "pd", "slack");
        assertThat(routing.unknown()).containsEntry("Route/*/a@1", List.of("gone"))
                .containsEntry("Ownership/*/lost@1", List.of("gone-too"));
    }

    @Test
    void everyPartOfAMatchMustHold() {
        Hours noon = new Hours(ZoneOffset.UTC, EnumSet.of(DayOfWeek.FRIDAY), LocalTime.of(11, 0), LocalTime.of(13, 0));
        Criteria all = new Criteria(List.of(ServiceGlob.parse("prod/shop-*")), List.of(new Glob("casc*")),
                List.of(new Glob("shop")), Map.of("region", new Glob("e?")), Set.of(Tier.NOTIFY), noon);
        Owner shop = Owner.of("shop", null, Map.of("region", "eu"));

        assertThat(all.match(event("shop-cart"), shop, Tier.NOTIFY, NOON)).isTrue();
        assertThat(all.match(event("cart"), shop, Tier.NOTIFY, NOON)).isFalse();
        assertThat(all.match(event("shop-cart"), Owner.of("till", null, shop.labels()), Tier.NOTIFY, NOON)).isFalse();
        assertThat(all.match(event("shop-cart"), Owner.of("shop", null, Map.of()), Tier.NOTIFY, NOON)).isFalse();
        assertThat(all.match(event("shop-cart"), null, Tier.NOTIFY, NOON)).isFalse();
        assertThat(all.match(event("shop-cart"), shop, Tier.PAGE, NOON)).isFalse();
        assertThat(all.match(event("shop-cart"), shop, Tier.NOTIFY, NOON.plusSeconds(3600))).isFalse();
    }

    @Test
    void theMostExactOwnerAnswers() {
        Ownership all = owner("all", "*", "*");
        Ownership exact = owner("exact", "*", "shop-cart");
        Ownership ofNamespace = owner("mine", "prod", "*");

        assertThat(new Owners(List.of(all, SHOP, exact)).of(service("shop-cart"))).contains(exact);
        assertThat(new Owners(List.of(all, SHOP, exact)).of(service("shop-till"))).contains(SHOP);
        assertThat(new Owners(List.of(all, exact, ofNamespace)).of(service("shop-cart"))).contains(ofNamespace);
        assertThat(Owners.NONE.of(service("shop-cart"))).isEmpty();
    }

    @Test
    void aRouteHidesWhatItCovers() {
        assertThat(route("a", match("shop-*"), false, "x").hides(route("b", match("shop-cart"), false, "y"))).isTrue();
        assertThat(route("a", match("shop-*"), true, "x").hides(route("b", match("shop-cart"), false, "y"))).isFalse();
        assertThat(route("a", match("shop-cart"), false, "x").hides(route("b", match("shop-*"), false, "y"))).isFalse();
        assertThat(route("a", match("s?op"), false, "x").hides(route("b", match("shop*"), false, "y"))).isFalse();
        assertThat(route("a", Criteria.ANY, false, "x").hides(route("b", match("x"), false, "y"))).isTrue();
        assertThat(new Route(document("a", "eu"), 1, Criteria.ANY, List.of("x"), false)
                .hides(route("b", match("x"), false, "y"))).isFalse();
    }

    private static List<String> told(Routing routing, String service, Tier tier) {
        return routing.receivers(event(service), tier, NOON);
    }

    private static Criteria match(String service) {
        return new Criteria(List.of(ServiceGlob.parse(service)), List.of(), List.of(), Map.of(), Set.of(), null);
    }

    private static Route route(String name, Criteria match, boolean goesOn, String... receivers) {
        return new Route(document(name, "*"), Route.USUAL_ORDER, match, List.of(receivers), goesOn);
    }

    private static Document document(String name, String namespace) {
        return new Document("Route", namespace, name, "1");
    }

    private static Ownership owner(String team, String namespace, String glob, String... destinations) {
        return new Ownership(new Document("Ownership", namespace, team, "1"), List.of(ServiceGlob.parse(glob)),
                Owner.of(team, null, Map.of()), List.of(destinations), false);
    }

    private static ServiceId service(String name) {
        return new ServiceId("prod", name);
    }

    private static IncidentEvent event(String service) {
        IncidentId id = IncidentId.of("cascade", service(service), NOON);
        return new IncidentEvent(id, "cascade", "v1", service(service), Transition.OPENED, Tier.PAGE, NOON, NOON,
                List.of(), OrderConfidence.HIGH, "because", 4.2, List.of(), List.of(), Duration.ZERO);
    }
}
