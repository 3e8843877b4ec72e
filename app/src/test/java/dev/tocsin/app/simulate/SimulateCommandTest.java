package dev.tocsin.app.simulate;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.app.Tocsin;

import static org.assertj.core.api.Assertions.assertThat;

class SimulateCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutAnIncidentItPrintsNothingAndSucceeds() throws IOException {
        int exit = simulate(List.of(verdict("00:01", "normal", 0.3)), "");

        assertThat(exit).isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aTornLineIsNamedWithFileAndLine() throws IOException {
        int exit = simulate(List.of(verdict("00:01", "normal", 0.3), "{\"service\":"), "");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("verdicts.jsonl:2: isn't JSON");
    }

    @Test
    void aMissingFieldIsNamed() throws IOException {
        int exit = simulate(List.of("{\"service\":\"a\"}"), "");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("verdicts.jsonl:1: field 'metrics' is missing");
    }

    @Test
    void aDocumentThatIsWrongIsNamed() throws IOException {
        int exit = simulate(List.of(), "kind: EscalationRule\nname: a\nspec: {match: {signal: nothing, tier: page}}\n");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("rule.yaml:3 /spec/match/signal: no signal is called 'nothing'");
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(run("simulate", "--config", folder.toString())).isEqualTo(2);
        assertThat(run("simulate", "--verdicts", "x", "--config", folder.toString(), "--until", "noon")).isEqualTo(2);
    }

    /** A line that is older than the one before it, by no more than a window, is put in order. */
    @Test
    void linesAreOrderedWithinAWindow() throws IOException {
        String rule = """
                kind: EscalationRule
                name: climb
                spec:
                  match: {sequence: [{signal: latency_high}, {signal: errors_up, within: 5m, tier: page}]}
                """;

        simulate(List.of(verdict("00:01", "normal", 0.3), errors("00:03"), verdict("00:02", "elevated", 1.3)), rule);

        assertThat(out.toString()).contains("00:03:00Z  opened  page  climb");
    }

    @Test
    void whatIsLaterStillOpensNothing() throws IOException {
        simulate(List.of(verdict("00:01", "normal", 0.3), verdict("00:06", "normal", 0.3),
                verdict("00:02", "elevated", 1.3)), "");

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("1 verdicts came more than a window late");
    }

    @Test
    void whatPeopleSayIsHeardInItsTurn() throws IOException {
        String rule = """
                kind: EscalationRule
                name: slow
                spec: {match: {signal: latency_high, tier: page}}
                """;
        Path feedback = Files.writeString(folder.resolve("feedback.jsonl"),
                """
                        {"incident":"slow/default/checkout/1767225720","at":"2026-01-01T00:04:30Z","kind":"resolve","by":"bob"}
                        {"incident":"slow/default/checkout/1767225720","at":"2026-01-01T00:03:30Z","kind":"ack","by":"alice","comment":"on it"}
                        {"incident":"slow/default/checkout/7","at":"2026-01-01T00:05:00Z","kind":"ack"}
                        {"service":"checkout","at":"2026-01-01T00:03:40Z","kind":"ack"}
                        """);

        int exit = simulate(List.of(verdict("00:01", "normal", 0.3), verdict("00:02", "elevated", 1.3),
                verdict("00:03", "elevated", 1.3), verdict("00:04", "elevated", 1.3)), rule, "--feedback",
                feedback.toString());

        assertThat(exit).isZero();
        assertThat(out.toString().lines().filter(line -> line.contains("slow"))).map(line -> line.substring(11))
                .containsExactly("00:02:00Z  opened  page  slow  default/checkout  matched: latency_high",
                        "00:03:30Z  acknowledged  page  slow  default/checkout  by alice: on it",
                        "00:04:30Z  resolved  page  slow  default/checkout  by bob");
        assertThat(err.toString()).contains("ack of slow/default/checkout/7", "changed nothing: unknown_incident",
                "ack of default/checkout", "changed nothing: several_open");
    }

    private int simulate(List<String> verdicts, String document, String... more) throws IOException {
        Path file = Files.write(folder.resolve("verdicts.jsonl"), verdicts);
        Path config = Files.createDirectories(folder.resolve("config"));
        if (!document.isEmpty()) {
            Files.writeString(config.resolve("rule.yaml"), document);
        }
        return run(Stream.concat(
                Stream.of("simulate", "--verdicts", file.toString(), "--config", config.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private int run(String... arguments) {
        return Tocsin.commandLine(new PrintWriter(out), new PrintWriter(err), Map.of()).execute(arguments);
    }

    private static String verdict(String end, String level, double latency) {
        return line(end, level, "latency_p99", latency, 0.3);
    }

    private static String errors(String end) {
        return line(end, "elevated", "error_ratio", 0.2, 0.002);
    }

    private static String line(String end, String level, String metric, double observed, double expected) {
        int minute = Integer.parseInt(end.substring(3));
        return """
                {"service":"checkout","window_start":"2026-01-01T00:%02d:00Z","window_end":"2026-01-01T%s:00Z",\
                "score":1.5,"level":"%s","metrics":{"%s":{"observed":%s,"expected":%s,"deviation":5,\
                "direction":"up","level":"%s"}}}""".formatted(minute - 1, end, level, metric, observed, expected,
                level);
    }
}
