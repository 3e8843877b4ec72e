package dev.tocsin.app.config;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.app.Tocsin;

import static org.assertj.core.api.Assertions.assertThat;

class ValidateCommandTest {

    private static final Path EXAMPLES = Path.of("..", "deploy", "config-examples");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void theExamplesAreRight() {
        assertThat(validate(EXAMPLES.toString())).as(out.toString()).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("14 documents in 7 files, nothing wrong.");
    }

    @Test
    void everyProblemIsSaidWithFileLinePathAndReason() throws IOException {
        // Given a bad document of each kind in force, and of those that aren't yet
        write("a.yaml", """
                kind: SuppressionRule
                name: quiet
                spec:
                  match: {service: "*"}
                  cap: nofity
                  until: next week
                """);
        write("b/calendar.yml", """
                kind: CalendarWindow
                name: sale
                spec:
                  match: {service: "*"}
                  zone: Europe/Berln
                  start: 2026-11-27T10:00
                  end: 2026-11-27T08:00
                ---
                kind: CalendarWindow
                name: backwards
                spec:
                  match: {service: "*"}
                  zone: Europe/Berlin
                  start: 2026-11-27T10:00
                  end: 2026-11-27T08:00
                """);
        write("c.json", """
                {"kind": "Signals", "name": "mine",
                 "spec": {"queue_high": {"metric": "*queue*", "value": "above 5"}}}
                """);
        write("d.yaml", """
                kind: EscalationRule
                name: rule
                spec:
                  match:
                    sequence:
                      - {signal: latency_hihg, tier: digest}
                      - signal: errors_up
                        wihtin: 5 minutes
                        tier: page
                """);
        write("e.yaml", """
                kind: EscalationRule
                name: unknown-signal
                spec:
                  match: {signal: no_such_signal, tier: page}
                ---
                kind: EscalationRule
                name: unknown-signal
                spec: {disabled: true}
                """);
        write("f.yaml", "kind: Rout\n");
        write("g.yaml", "kind: [\n");
        write("h.yaml", "");
        write("i.yaml", """
                kind: Ownership
                name: shop
                spec: {match: {service: shop}}
                """);
        write("notes.txt", "not a document");

        // When
        int exit = validate(folder.toString());

        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString().replace(folder + "/", "").lines()).containsExactly(
                "a.yaml:3 /spec: field 'reason' is missing",
                "a.yaml:5 /spec/cap: 'nofity' isn't one of none, digest, notify; did you mean 'notify'?",
                "a.yaml:6 /spec/until: 'next week' isn't a time with its offset; write 2026-11-27T08:00:00Z or 2026-11-27T09:00+01:00",
                "b/calendar.yml:5 /spec/zone: 'Europe/Berln' isn't an IANA zone such as Europe/Berlin; did you mean 'Europe/Berlin'?",
                "b/calendar.yml:15 /spec/end: ends at 2026-11-27T08:00, before it starts at 2026-11-27T10:00",
                "c.json:2 /spec/queue_high/value: 'above 5' isn't a comparison; write '> 0.05', '>= 3', '< 10' or '<= 1e3'",
                "d.yaml:8 /spec/match/sequence/1/wihtin: unknown field 'wihtin'; did you mean 'within'?",
                "e.yaml:4 /spec/match/signal: no signal is called 'no_such_signal'; known: "
                        + "active, change.config, change.deploy, change.flag, change.restart, change.rollback, change.scale, "
                        + "cpu_saturated, deployed, error_ratio_high, errors_up, flagged, healthy, latency_high, quiet, "
                        + "restarted, rolled_back, silent, traffic_down, traffic_up",
                "e.yaml:6: EscalationRule/*/unknown-signal is there twice; first at e.yaml:1",
                "f.yaml:1: field 'name' is missing",
                "f.yaml:1: field 'spec' is missing",
                "f.yaml:1 /kind: 'Rout' isn't one of MetricMap, Ownership, Route, SuppressionRule, CalendarWindow, "
                        + "Signals, EscalationRule, DependencyMap, DetectorProfile; did you mean 'Route'?",
                "g.yaml:2: isn't YAML: expected the node content, but found '<stream end>'",
                "h.yaml: is empty",
                "i.yaml:3 /spec: field 'team' is missing",
                "15 problems in 9 documents in 9 files.");
    }

    @Test
    void aRuleMayNameASignalOfAnotherFile() throws IOException {
        write("a-rule.yaml", "{kind: EscalationRule, name: r, spec: {match: {signal: queue_high, tier: page}}}");
        write("z-signals.yaml", "{kind: Signals, name: s, spec: {queue_high: {metric: q, value: '> 1'}}}");

        assertThat(validate(folder.toString())).as(out.toString()).isZero();
    }

    @Test
    void aDocumentThatIsThereTwiceIsCheckedAllTheSame() throws IOException {
        write("a.yaml", "{kind: EscalationRule, name: r, spec: {match: {signal: errors_up, tier: page}}}");
        write("b.yaml", "{kind: EscalationRule, name: r, spec: {match: {signal: errors_up, tire: page}}}");
        write("c.json", "{\"kind\": ");

        assertThat(validate(folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("b.yaml:1: EscalationRule/*/r is there twice; first at ",
                "b.yaml:1 /spec/match/tire: unknown field 'tire'", "c.json:1: isn't JSON: ");
    }

    @Test
    void routesAreHeldAgainstTheReceiversOfTheSettingsAndEachOther() throws IOException {
        // Given
        Path settings = write("tocsin.yaml", "receivers: {pager: {type: pagerduty, routing_key: '${env:NOBODY}'}}\n");
        write("docs/a.yaml", "{kind: Route, name: all, spec: {match: {service: 'shop-*'}, receivers: [pager, chat]}}");
        write("docs/b.yaml", """
                kind: Route
                name: cart
                spec: {match: {service: shop-cart, team: shop, rule: cascade}, receivers: [pager]}
                """);

        // When
        int exit = validate("--settings", settings.toString(), folder.resolve("docs").toString());

        // Then
        assertThat(exit).as(out.toString()).isZero();
        assertThat(out.toString().replace(folder + "/docs/", "")).contains(
                "a.yaml:1: note: the settings have no receiver 'chat'; it is followed without it",
                "b.yaml:1: note: never reached: Route 'all' comes first and matches all that this one does; "
                        + "no Ownership has a team 'shop'; no rule is named 'cascade'");
    }

    @Test
    void aRouteThatCanNeverMatchIsAProblem() throws IOException {
        write("a.yaml", "{kind: Route, name: r, namespace: eu, spec: {match: {service: us/cart}, receivers: [x]}}");

        assertThat(validate(folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains(
                "/spec/match/service: 'us/cart' never matches: the document is confined to namespace 'eu'");
    }

    @Test
    void aScriptReadsJson() throws IOException {
        Path file = write("a.yaml", "kind: Route\nname: a b\nspec: {match: {team: x}, receivers: [y]}\n");

        int exit = validate("-o", "json", file.toString());

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(exit).isEqualTo(1);
        assertThat(json.path("documents").asInt()).isEqualTo(1);
        assertThat(json.path("problems")).singleElement().satisfies(problem -> {
            assertThat(problem.path("file").asText()).isEqualTo(file.toString());
            assertThat(problem.path("line").asInt()).isEqualTo(2);
            assertThat(problem.path("path").asText()).isEqualTo("/name");
        });
    }

    @Test
    void aPlaceWithoutDocumentsFails() {
        assertThat(validate(folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("has no documents");
        assertThat(validate(folder.resolve("nowhere").toString())).isEqualTo(1);
        assertThat(validate()).isEqualTo(2);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private int validate(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "config";
        all[1] = "validate";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Tocsin.commandLine(new PrintWriter(out, true), new PrintWriter(err, true), Map.of()).execute(all);
    }
}
