package dev.tocsin.topology.config;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.tocsin.topology.config.Standing.State;

import static dev.tocsin.topology.config.Standing.State.ACCEPTED;
import static dev.tocsin.topology.config.Standing.State.PENDING;
import static dev.tocsin.topology.config.Standing.State.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

class ConfigValidationTest {

    private static final String RULE = "EscalationRule/*/queue";
    private static final String SIGNALS = "Signals/*/queues";

    private final ConfigValidation validation = new ConfigValidation(new DocumentReader());
    private final Map<String, Standing> standings = new HashMap<>();
    private long version;

    @Test
    void aGoodDocumentIsAccepted() {
        submit(RULE, rule("errors_up"));

        Standing rule = standing(RULE);
        assertThat(rule.state()).isEqualTo(ACCEPTED);
        assertThat(rule.version()).isEqualTo(1);
        assertThat(rule.inForce().version()).isEqualTo(1);
    }

    @Test
    void aRejectedVersionLeavesTheLastGoodOneInForce() {
        // Given
        submit(RULE, rule("errors_up"));

        // When
        submit(RULE, "{\"kind\": \"EscalationRule\"");

        // Then
        assertThat(standing(RULE).state()).isEqualTo(REJECTED);
        assertThat(standing(RULE).version()).isEqualTo(2);
        assertThat(standing(RULE).inForce().version()).isEqualTo(1);
        assertThat(standing(RULE).problems()).singleElement().extracting(Problem::reason).asString().contains("JSON");
    }

    @Test
    void aRuleOfAnUnknownSignalIsPendingUntilTheSignalArrives() {
        // Given
        submit(RULE, rule("queue_high"));
        assertThat(standing(RULE).state()).isEqualTo(PENDING);
        assertThat(standing(RULE).inForce()).isNull();
        assertThat(standing(RULE).problems()).singleElement().extracting(Problem::path).isEqualTo("/spec/match/signal");

        // When
        var changes = submit(SIGNALS, signals("queue_high"));

        // Then
        assertThat(changes).containsOnlyKeys(RULE, SIGNALS);
        assertThat(standing(RULE).state()).isEqualTo(ACCEPTED);
        assertThat(standing(RULE).inForce().version()).isEqualTo(1);
        assertThat(standing(RULE).problems()).isEmpty();
    }

    @Test
    void aPendingVersionLeavesTheLastGoodOneInForce() {
        submit(RULE, rule("errors_up"));
        submit(RULE, rule("queue_high"));

        assertThat(standing(RULE).state()).isEqualTo(PENDING);
        assertThat(standing(RULE).inForce().version()).isEqualTo(1);
        assertThat(standing(RULE).waiting().version()).isEqualTo(2);
    }

    @Test
    void aRuleWhoseSignalIsDeletedIsOutOfForceUntilItIsBack() {
        // Given
        submit(SIGNALS, signals("queue_high"));
        submit(RULE, rule("queue_high"));

        // When
        submit(SIGNALS, null);

        // Then
        assertThat(standings).doesNotContainKey(SIGNALS);
        assertThat(standing(RULE).state()).isEqualTo(PENDING);
        assertThat(standing(RULE).inForce()).isNull();
        submit(SIGNALS, signals("queue_high"));
        assertThat(standing(RULE).state()).isEqualTo(ACCEPTED);
        assertThat(standing(RULE).version()).isEqualTo(2);
    }

    @Test
    void aPendingVersionOutlivesTheOneInForceWhenItsSignalGoes() {
        // Given version 2 in force, version 3 waiting for another signal
        submit(SIGNALS, signals("queue_high"));
        submit(RULE, rule("queue_high"));
        submit(RULE, rule("pool_empty"));

        // When
        submit(SIGNALS, signals("pool_empty"));

        // Then
        assertThat(standing(RULE).state()).isEqualTo(ACCEPTED);
        assertThat(standing(RULE).inForce().version()).isEqualTo(3);
    }

    @Test
    void aSignalOfANamespaceIsSeenOnlyThere() {
        // Given
        submit("Signals/prod/queues", signals("queue_high").replace("\"name\"", "\"namespace\": \"prod\", \"name\""));

        // When
        submit(RULE, rule("queue_high"));
        submit("EscalationRule/prod/queue",
                rule("queue_high").replace("\"name\"", "\"namespace\": \"prod\", \"name\""));

        // Then
        assertThat(standing(RULE).state()).isEqualTo(PENDING);
        assertThat(standing("EscalationRule/prod/queue").state()).isEqualTo(ACCEPTED);
    }

    @Test
    void aTombstoneDeletes() {
        submit(RULE, rule("errors_up"));

        assertThat(submit(RULE, null)).containsEntry(RULE, Optional.empty());
        assertThat(standings).isEmpty();
    }

    @Test
    void anEditOfASignalThatARuleSeesTellsNothingOfTheRule() {
        submit(SIGNALS, signals("queue_high"));
        submit(RULE, rule("queue_high"));

        assertThat(submit(SIGNALS, signals("queue_high").replace("elevated", "anomalous"))).containsOnlyKeys(SIGNALS);
    }

    @Test
    void aKeyThatIsNoneOrAnothersIsRejected() {
        submit("nonsense", rule("errors_up"));
        submit("EscalationRule/prod/queue", rule("errors_up"));

        assertThat(standing("nonsense").problems())
                .containsExactly(new Problem("", "the record's key isn't kind/namespace/name"));
        assertThat(standing("EscalationRule/prod/queue").problems()).containsExactly(new Problem("",
                "the record's key says EscalationRule/prod/queue, the document EscalationRule/*/queue"));
    }

    @Test
    void aCalendarWindowThatEndsBeforeItStartsIsRejected() {
        submit("CalendarWindow/*/sale", """
                {"kind": "CalendarWindow", "name": "sale", "spec": {"match": {"service": "*"}, "zone": "Europe/Berlin",
                 "start": "2026-11-27T10:00", "end": "2026-11-27T08:00"}}""");

        assertThat(standing("CalendarWindow/*/sale").problems()).containsExactly(
                new Problem("/spec/end", "ends at 2026-11-27T08:00, before it starts at 2026-11-27T10:00"));
    }

    @Test
    void aDetectorProfileThatAsksForTheImpossibleIsRejectedByPathAndReason() {
        submit("DetectorProfile/prod/shop", """
                {"kind": "DetectorProfile", "name": "shop", "namespace": "prod",
                 "spec": {"match": {"service": ["shop-*", "dev/x"]}, "patience": "91d", "half_life": "5m", "share": 0.1,
                          "shadow": false, "season": {"zone": "Europe/Berln"}}}""");
        submit("DetectorProfile/*/greedy", """
                {"kind": "DetectorProfile", "name": "greedy",
                 "spec": {"match": {"service": "*"}, "false_alarm_hours_per_day": 25}}""");

        assertThat(standing("DetectorProfile/prod/shop").state()).isEqualTo(REJECTED);
        assertThat(standing("DetectorProfile/prod/shop").problems()).containsExactly(
                new Problem("/spec/half_life", "'5m' must be 1d to 366d"),
                new Problem("/spec/match/service/1",
                        "'dev/x' never matches: the document is confined to namespace 'prod'"),
                new Problem("/spec/patience", "'91d' must be 1h to 90d"),
                new Problem("/spec/season/zone", "'Europe/Berln' isn't an IANA zone such as Europe/Berlin;"
                        + " did you mean 'Europe/Berlin'?"),
                new Problem("/spec/share", "is of a candidate; leave 'shadow' out or say 'shadow: true'"));
        assertThat(standing("DetectorProfile/*/greedy").problems()).singleElement().extracting(Problem::path)
                .isEqualTo("/spec/false_alarm_hours_per_day");
    }

    @Test
    void whatARouteShouldKnowOfTheOthersChangesWithThem() {
        // Given a route that nothing hides and whose team nobody is
        submit("Route/*/b", """
                {"kind": "Route", "name": "b", "spec": {"match": {"team": "shop"}, "receivers": ["x"]}}""");
        String alone = standing("Route/*/b").note();

        // When its team arrives, and a route that takes everything
        submit("Ownership/*/shop", """
                {"kind": "Ownership", "name": "shop", "spec": {"match": {"service": "shop-*"}, "team": "shop"}}""");
        submit("Route/*/a", """
                {"kind": "Route", "name": "a", "spec": {"receivers": ["x"]}}""");
        String hidden = standing("Route/*/b").note();
        submit("Route/*/a", null);

        // Then
        assertThat(alone).isEqualTo("no Ownership has a team 'shop'");
        assertThat(hidden).startsWith("never reached: Route 'a' comes first");
        assertThat(standing("Route/*/b").note()).isNull();
    }

    @Test
    void everyStandingSurvivesItsJson() throws Exception {
        // Given one of each state
        submit(SIGNALS, signals("queue_high"));
        submit(RULE, rule("queue_high"));
        submit(RULE, rule("pool_empty"));
        submit("Route/*/x", "{}");
        StandingJson json = new StandingJson(new DocumentReader());

        for (Standing standing : standings.values()) {
            // When
            Standing read = json.read(standing.key(), StandingJson.write(standing));

            // Then
            assertThat(read).isEqualTo(standing);
        }
        assertThat(standings.values()).extracting(Standing::state).contains(State.values());
    }

    private SortedMap<String, Optional<Standing>> submit(String key, @Nullable String document) {
        byte[] value = document == null ? null : document.getBytes(StandardCharsets.UTF_8);
        var changes = validation.submit(standings, key, value, ++version, Instant.parse("2026-11-20T00:00:00Z"));
        changes.forEach((changed, standing) -> standing.ifPresentOrElse(now -> standings.put(changed, now),
                () -> standings.remove(changed)));
        return changes;
    }

    private Standing standing(String key) {
        return Optional.ofNullable(standings.get(key)).orElseThrow(() -> new AssertionError("no standing of " + key));
    }

    private static String rule(String signal) {
        return """
                {"kind": "EscalationRule", "name": "queue",
                 "spec": {"match": {"signal": "%s", "tier": "notify"}}}""".formatted(signal);
    }

    private static String signals(String name) {
        return """
                {"kind": "Signals", "name": "queues",
                 "spec": {"%s": {"metric": "*queue*", "level": "elevated"}}}""".formatted(name);
    }
}
