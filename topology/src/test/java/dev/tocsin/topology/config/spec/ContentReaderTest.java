package dev.tocsin.topology.config.spec;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tocsin.escalation.calendar.CalendarWindow;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.route.Criteria;
import dev.tocsin.escalation.route.Hours;
import dev.tocsin.escalation.route.Owner;
import dev.tocsin.escalation.route.Ownership;
import dev.tocsin.escalation.route.Route;
import dev.tocsin.escalation.rule.Anchor;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Resolve;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.signal.Comparison;
import dev.tocsin.escalation.signal.Condition;
import dev.tocsin.escalation.signal.Globs;
import dev.tocsin.escalation.signal.MetricTest;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.escalation.suppression.ServiceGlob;
import dev.tocsin.escalation.suppression.SuppressionRule;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.topology.config.Checked;
import dev.tocsin.topology.config.Document;
import dev.tocsin.topology.config.DocumentReader;
import dev.tocsin.topology.config.Problem;
import dev.tocsin.topology.derive.Combine;
import dev.tocsin.topology.map.MetricMap;
import dev.tocsin.topology.map.Rule;
import dev.tocsin.topology.map.Template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ContentReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");

    @Test
    void aRuleIsReadWithEverythingItSays() {
        Content content = content("EscalationRule", """
                {"match": {"sequence": [
                   {"signal": "latency_high", "tier": "digest"},
                   {"any_of": ["errors_up", {"change": "deploy"}], "within": "5m"},
                   {"at_least": 2, "of": ["a", "b", "c"], "within": "PT90S", "tier": "page"}]},
                 "within": "1h30m", "unless": "healthy", "anchor": "latest", "allow_same_window": false,
                 "resolve": {"hold": "0s"}}""");

        assertThat(content).isEqualTo(new Content.Rule(EscalationRule
                .of("it", Sequence.of(SignalStep.of("latency_high").tier(Tier.DIGEST),
                        AtLeast.anyOf(List.of("errors_up", "change.deploy")).within(Duration.ofMinutes(5)),
                        AtLeast.of(2, "a", "b", "c").within(Duration.ofSeconds(90)).tier(Tier.PAGE)))
                .within(Duration.ofMinutes(90)).unless("healthy").anchor(Anchor.LATEST).inSeparateWindows()
                .resolve(new Resolve("quiet", Duration.ZERO, Duration.ofHours(2)))));
    }

    @Test
    void aRuleMayBeASingleStep() {
        assertThat(content("EscalationRule", """
                {"match": {"all_of": ["a", "b"], "tier": "notify"}, "within": "5m"}"""))
                .isEqualTo(new Content.Rule(EscalationRule
                        .of("it", AtLeast.allOf(List.of("a", "b")).tier(Tier.NOTIFY)).within(Duration.ofMinutes(5))));
    }

    @Test
    void aRuleMayBeSwitchedOff() {
        assertThat(content("EscalationRule", "{\"disabled\": true}")).isEqualTo(new Content.RuleOff("it"));
        assertThat(problems("EscalationRule", "{\"disabled\": false}")).containsExactly(
                new Problem("/spec", "field 'match' is missing"));
    }

    @Test
    void aMetricMapIsReadWithEverythingItSays() {
        MetricMap map = ((Content.Mapping) content("MetricMap",
                """
                        {"source": "otlp_*", "when": {"metric": "http.*", "where": {"deployment": ["blue", "!green"]}},
                         "namespace": "{k8s.cluster.name}-{team}", "service": ["service.name", "app"], "instance": "host",
                         "metrics": [
                           {"match": "http.server.duration", "where": {"http.route": "!/health"}, "name": "latency_seconds",
                            "quantiles": [0.5, 0.99], "unit": "ms"},
                           {"name": "error_ratio", "ratio": {"of": {"match": "http.*", "where": {"status": "5*"}, "take": "count"},
                            "to": {"match": "http.*", "take": "count"}, "complement": true}},
                           {"match": "bytes_recv", "as": "counter", "within": "sum", "over": "max", "scale": 8},
                           {"match": "debug.*", "drop": true}],
                         "rest": "drop"}"""))
                .map();

        assertThat(map.name()).isEqualTo("it");
        assertThat(map.namespace()).isEqualTo(MetricMap.ALL);
        assertThat(map.sources().match("otlp_metrics")).isTrue();
        assertThat(map.sources().match("telegraf")).isFalse();
        assertThat(map.identity().service()).containsExactly(new Template("service.name"), new Template("app"));
        assertThat(map.rules()).hasSize(4);
        assertThat(map.rules().get(0).factor()).isEqualTo(1e-3);
        assertThat(map.rules().get(0).quantiles()).containsExactly(0.5, 0.99);
        assertThat(map.rules().get(1).below()).isPresent();
        assertThat(map.rules().get(1).complement()).isTrue();
        assertThat(map.rules().get(2).as()).isEqualTo(Rule.As.COUNTER);
        assertThat(map.rules().get(2).over()).contains(Combine.MAX);
        assertThat(map.rules().get(3).drop()).isTrue();
        assertThat(map.restDropped()).isTrue();
    }

    @Test
    void aMetricMapThatContradictsItselfIsRefusedWithEveryProblem() {
        assertThat(problems("MetricMap", """
                {"service": "{", "metrics": [
                  {"ratio": {"of": {"match": "a"}, "to": {"match": "b"}}},
                  {"name": "r", "ratio": {"of": {"match": "a"}, "to": {"match": "b"}}, "take": "rate"},
                  {"match": "x", "drop": true, "name": "y"},
                  {"match": "x", "quantiles": [0.5], "take": "sum"},
                  {"match": "x", "scale": 0}]}""")).containsExactly(
                new Problem("/spec/metrics/0", "a ratio needs a name"),
                new Problem("/spec/metrics/1/take", "doesn't go with 'ratio'"),
                new Problem("/spec/metrics/2/name", "doesn't go with 'drop'"),
                new Problem("/spec/metrics/3/take", "doesn't go with 'quantiles'"),
                new Problem("/spec/metrics/4", "factor 0.0 is no factor"),
                new Problem("/spec/service", "'{' has a brace but names no attribute; write '{name}'"));
    }

    @Test
    void aRouteIsReadWithEverythingItSays() {
        Content content = content("Route",
                """
                        {"match": {"service": ["prod-eu/shop-*", "cart"], "rule": "cascading-failure", "team": "shop*",
                                   "labels": {"region": "eu"}, "tier": ["notify", "page"],
                                   "hours": {"zone": "Europe/Berlin", "days": ["fri-sat", "mon"], "from": "18:00", "to": "08:00"}},
                         "receivers": ["night"], "continue": true, "order": 5}""");

        Hours hours = new Hours(ZoneId.of("Europe/Berlin"),
                Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, DayOfWeek.SATURDAY), LocalTime.of(18, 0),
                LocalTime.of(8, 0));
        assertThat(content).isInstanceOfSatisfying(Content.Routed.class, routed -> assertThat(routed.route())
                .isEqualTo(new Route(routed.route().document(), 5, new Criteria(
                        List.of(ServiceGlob.parse("prod-eu/shop-*"), ServiceGlob.parse("cart")),
                        List.of(new Glob("cascading-failure")), List.of(new Glob("shop*")),
                        Map.of("region", new Glob("eu")), Set.of(Tier.NOTIFY, Tier.PAGE), hours),
                        List.of("night"), true)));
    }

    @Test
    void aRouteMayTakeEverything() {
        assertThat(content("Route", "{\"receivers\": [\"x\"]}")).isInstanceOfSatisfying(Content.Routed.class,
                routed -> assertThat(routed.route().match()).isEqualTo(Criteria.ANY));
    }

    @Test
    void whatIsWrongWithARouteIsSaidWhereItIs() {
        assertThat(problems("Route", """
                {"match": {"hours": {"zone": "Europe/Berln", "days": "mon-frx"}}, "receivers": ["x"]}"""))
                .extracting(Problem::toString).containsExactly(
                        "/spec/match/hours/days: 'mon-frx' isn't days of the week; write mon, mon-fri or mon,wed",
                        "/spec/match/hours/zone: 'Europe/Berln' isn't an IANA zone such as Europe/Berlin; "
                                + "did you mean 'Europe/Berlin'?");
    }

    @Test
    void anOwnershipIsReadWithEverythingItSays() {
        Content content = content("Ownership", """
                {"match": {"service": "shop-*"}, "team": "shop", "destinations": ["shop-pager", "shop-slack"],
                 "runbook": "https://wiki.example/shop", "labels": {"region": "eu"}, "observe": true}""");

        assertThat(content).isInstanceOfSatisfying(Content.Owned.class, owned -> assertThat(owned.ownership())
                .isEqualTo(new Ownership(owned.ownership().document(), List.of(ServiceGlob.parse("shop-*")),
                        Owner.of("shop", "https://wiki.example/shop", Map.of("region", "eu")),
                        List.of("shop-pager", "shop-slack"), true)));
    }

    @Test
    void anOwnersLabelsAreThoseOfPrometheusAndNotTocsinsOwn() {
        assertThat(problems("Ownership", """
                {"match": {"service": "x"}, "team": "shop", "labels": {"a-b": "1", "refresh": "true"}}"""))
                .extracting(Problem::path).containsExactly("/spec/labels/a-b", "/spec/labels/refresh");
    }

    @Test
    void signalsAreReadWithAllTheirConditions() {
        Content content = content("Signals", """
                {"queue_high": {"metric": ["*queue*", "*lag*"], "except": "*dead*", "for": 3,
                                "any": [{"level": "anomalous", "direction": "up", "times": 2}, {"value": ">= 1e4"}]},
                 "idle": {"metric": "rps", "level": "elevated", "direction": "down"},
                 "well": {"all_metrics": "normal", "for": 3}, "calm": {"quiet": true},
                 "mute": {"no_data": true}, "scaled": {"change": "scale"}}""");

        assertThat(content).isEqualTo(new Content.Definitions(List.of(
                new Signal("queue_high", new Condition.OnMetric(Globs.of("*queue*", "*lag*").except("*dead*"),
                        List.of(MetricTest.level(Level.ANOMALOUS, Direction.UP).times(2),
                                new MetricTest(null, null, Comparison.parse(">= 10000"), 1, null))),
                        3),
                Signal.of("idle", new Condition.OnMetric(Globs.of("rps"),
                        List.of(MetricTest.level(Level.ELEVATED, Direction.DOWN)))),
                new Signal("well", new Condition.AllMetricsNormal(), 3), Signal.of("calm", new Condition.Quiet()),
                Signal.of("mute", new Condition.NoData()),
                Signal.of("scaled", new Condition.ChangeOf(Change.Kind.SCALE)))));
    }

    @Test
    void aSuppressionRuleIsReadWithItsOrigin() {
        Content content = content("SuppressionRule", """
                {"match": {"service": "prod/batch-*", "rule": "cpu-*", "tier": "page"}, "cap": "none",
                 "until": "2026-12-01T00:00+01:00", "reason": "known"}""");

        SuppressionRule rule = ((Content.Quieting) content).rule();
        ServiceId batch = new ServiceId("prod", "batch-1");
        assertThat(rule.document()).hasToString("SuppressionRule/*/it@7");
        assertThat(rule.cap()).isEqualTo(Tier.NONE);
        assertThat(rule.until()).isEqualTo("2026-11-30T23:00:00Z");
        assertThat(rule.caps(batch, "cpu-high", Tier.PAGE, NOW)).isTrue();
        assertThat(rule.caps(batch, "cpu-high", Tier.NOTIFY, NOW)).isFalse();
        assertThat(rule.caps(batch, "errors", Tier.PAGE, NOW)).isFalse();
        assertThat(rule.caps(new ServiceId("test", "batch-1"), "cpu-high", Tier.PAGE, NOW)).isFalse();
    }

    @Test
    void aCalendarWindowOfInstantsNeedsNoZone() {
        CalendarWindow window = window("""
                {"match": {"service": "*"}, "start": "2026-11-27T08:00:00Z", "end": "2026-11-27 12:00+02:00"}""");

        assertThat(window.times().sorted()).singleElement().satisfies(time -> {
            assertThat(time.start()).isEqualTo("2026-11-27T08:00:00Z");
            assertThat(time.end()).isEqualTo("2026-11-27T10:00:00Z");
        });
        assertThat(window.cap()).isEqualTo(Tier.DIGEST);
        assertThat(window.expect()).isEmpty();
    }

    @Test
    void weeklyAloneMeansTheWeekdayOfItsStart() {
        CalendarWindow window = window("""
                {"match": {"service": "*"}, "zone": "UTC", "start": "2026-11-27T08:00", "end": "2026-11-27T09:00",
                 "recurrence": "weekly"}""");

        assertThat(window.times().sorted().get(1).start()).isEqualTo("2026-12-04T08:00:00Z");
    }

    @Test
    void anExpectationOfTrafficMeansTheMetricsOfTheTrafficSignals() {
        CalendarWindow window = window("""
                {"match": {"service": "*"}, "start": "2026-11-27T08:00:00Z", "end": "2026-11-27T09:00:00Z",
                 "expect": [{"traffic": "up", "up_to": 4}, {"metric": "*latency*"}]}""");

        assertThat(window.expect()).hasSize(2);
        assertThat(window.expect().getFirst().direction()).isEqualTo(Direction.UP);
        assertThat(window.expect().getFirst().upTo()).isEqualTo(4);
        assertThat(window.expect().getFirst().metrics()).extracting(Object::toString).contains("*requests*", "traffic");
        assertThat(window.expect().getLast().direction()).isEqualTo(Direction.NONE);
        assertThat(window.expect().getLast().upTo()).isInfinite();
    }

    // @formatter:off
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
            "EscalationRule | {\"match\": {\"sequence\": [{\"signal\": \"a\"}], \"tier\": \"page\"}} | /spec/match/tier | goes into the steps of 'sequence'",
            "EscalationRule | {\"match\": {\"signal\": \"a\", \"tier\": \"page\"}, \"within\": \"0s\"} | /spec | within of rule 'it' is zero",
            "Signals | {\"a\": {\"metric\": \"x\"}} | /spec/a | asks for nothing",
            "Signals | {\"a\": {\"no_data\": true, \"value\": \"> 1\"}} | /spec/a/value | goes only with 'metric'",
            "Signals | {\"a\": {\"metric\": \"x\", \"level\": \"elevated\", \"any\": [{\"value\": \"> 1\"}]}} | /spec/a/level | goes into each test of 'any'",
            "Signals | {\"a\": {\"metric\": \"x\", \"value\": \"> 1e999\"}} | /spec/a/value | threshold Infinity",
            "Signals | {\"a\": {\"change\": \"deploy\", \"for\": 2}} | /spec/a | a change is over in a moment",
            "SuppressionRule | {\"match\": {\"service\": \"a/\"}, \"cap\": \"none\", \"reason\": \"r\"} | /spec/match/service | blank",
            "SuppressionRule | {\"match\": {\"rule\": \"a\"}, \"cap\": \"none\", \"reason\": \"r\", \"until\": \"2026-02-30T00:00Z\"} | /spec/until | isn't a time that exists",
            "CalendarWindow | {\"match\": {\"service\": \"a\"}, \"start\": \"2026-11-27T08:00\", \"end\": \"2026-11-27T09:00\"} | /spec/zone | field 'zone' is missing; 'start' and 'end' are local times",
            "CalendarWindow | {\"match\": {\"service\": \"a\"}, \"start\": \"2026-11-27T08:00Z\", \"end\": \"2026-11-27T09:00Z\", \"recurrence\": \"weekly\"} | /spec/zone | a recurrence keeps a local time",
            "CalendarWindow | {\"match\": {\"service\": \"a\"}, \"zone\": \"Berlin\", \"start\": \"2026-11-27T08:00\", \"end\": \"2026-11-27T09:00\"} | /spec/zone | 'Berlin' isn't an IANA zone",
            "CalendarWindow | {\"match\": {\"service\": \"a\"}, \"zone\": \"UTC\", \"start\": \"2026-11-27T09:00\", \"end\": \"2026-11-27T08:00\"} | /spec/end | before it starts",
            "CalendarWindow | {\"match\": {\"service\": \"a\"}, \"zone\": \"UTC\", \"start\": \"2026-11-27T08:00\", \"end\": \"2026-11-27T09:00\", \"recurrence\": \"FREQ=HOURLY\"} | /spec/recurrence | FREQ must be",
            "CalendarWindow | {\"match\": {\"service\": \"a\"}, \"zone\": \"UTC\", \"start\": \"2026-11-27T08:00\", \"end\": \"2026-11-27T09:00\", \"recurrence\": \"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\"} | /spec | never happens",
            "CalendarWindow | {\"match\": {\"service\": \"a\"}, \"zone\": \"Europe/Berlin\", \"start\": \"2026-03-29T02:10\", \"end\": \"2026-03-29T02:50\"} | /spec | the clock skips it",
            "CalendarWindow | {\"match\": {\"service\": \"a\"}, \"start\": \"2026-11-27T08:00Z\", \"end\": \"2026-11-27T09:00Z\", \"expect\": [{\"traffic\": \"up\", \"direction\": \"down\"}]} | /spec/expect/0/direction | contradicts 'traffic: up'"})
    // @formatter:on
    void whatCannotBeIsSaidWithPathAndReason(String kind, String spec, String path, String reason) {
        assertThat(problems(kind, spec)).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.reason()).contains(reason);
        });
    }

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "5m, PT5M", "2h, PT2H", "7d, PT168H", "1h30m, PT1H30M", "250ms, PT0.25S", "PT5M, PT5M",
            "P1DT2H, PT26H"})
    void durationsAreReadAsPeopleWriteThem(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 minutes", "m5", "-5m", "1.5h", "PT", "9999999999s", "5M"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text)).withMessageContaining(text);
    }

    private static CalendarWindow window(String spec) {
        return ((Content.Planned) content("CalendarWindow", spec)).window();
    }

    private static Content content(String kind, String spec) {
        return switch (read(kind, spec)) {
            case Checked.Sound<Content>(Content content) -> content;
            case Checked.Faulty<Content>(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }

    private static List<Problem> problems(String kind, String spec) {
        return switch (read(kind, spec)) {
            case Checked.Sound<Content>(Content content) -> throw new AssertionError(content + " is sound");
            case Checked.Faulty<Content>(List<Problem> problems) -> problems;
        };
    }

    private static Checked<Content> read(String kind, String spec) {
        String json = "{\"kind\": \"" + kind + "\", \"name\": \"it\", \"spec\": " + spec + "}";
        return switch (new DocumentReader().read(json.getBytes(StandardCharsets.UTF_8))) {
            case Checked.Sound<Document>(Document document) -> ContentReader.read(document, 7, NOW);
            case Checked.Faulty<Document>(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }
}
