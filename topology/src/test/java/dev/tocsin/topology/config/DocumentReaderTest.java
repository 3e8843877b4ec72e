package dev.tocsin.topology.config;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.tocsin.topology.config.schema.StrictJson;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentReaderTest {

    private static final DocumentReader READER = new DocumentReader();

    @Test
    void aDocumentWithoutNamespaceHoldsInAll() {
        Checked<Document> read = READER.read(
                bytes("""
                        {"kind": "EscalationRule", "name": "a", "owner": "sre", "spec": {"match": {"signal": "errors_up"}}}"""));

        assertThat(read).isInstanceOfSatisfying(Checked.Sound.class,
                sound -> assertThat(((Document) sound.value()).key()).hasToString("EscalationRule/*/a"));
    }

    // @formatter:off
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
            // Not a document at all
            "{ | / | isn't JSON: Unexpected end-of-input",
            "`` | / | is empty",
            "1 2 | / | isn't JSON: there is more after the first value",
            "{\"kind\": \"Signals\", \"kind\": \"Route\"} | / | isn't JSON: Duplicate field 'kind'",
            "[1] | / | a list isn't a map of fields",
            "{\"kind\": \"Signal\", \"name\": \"a\", \"spec\": {}} | /kind | did you mean 'Signals'?",
            "{\"name\": \"a\", \"spec\": {}} | / | field 'kind' is missing",
            "{\"kind\": \"Route\", \"name\": \"a b\", \"spec\": {}} | /name | 'a b' isn't a name",
            "{\"kind\": \"Route\", \"name\": \"a\", \"namespace\": \"x/y\", \"spec\": {}} | /namespace | 'x/y' isn't a namespace",
            // Structure
            "{\"kind\": \"EscalationRule\", \"name\": \"a\", \"spec\": {\"match\": {\"sequence\": [{\"signal\": \"x\", \"wihtin\": \"5m\"}]}}} | /spec/match/sequence/0/wihtin | unknown field 'wihtin'; did you mean 'within'?",
            "{\"kind\": \"EscalationRule\", \"name\": \"a\", \"spec\": {\"match\": {\"signal\": \"x\"}, \"within\": \"5 minutes\"}} | /spec/within | '5 minutes' isn't a duration; write 30s, 5m, 2h or PT5M",
            "{\"kind\": \"EscalationRule\", \"name\": \"a\", \"spec\": {\"match\": {\"signal\": \"x\"}, \"within\": 300}} | /spec/within | 300 isn't a duration; write 30s, 5m, 2h or PT5M",
            "{\"kind\": \"EscalationRule\", \"name\": \"a\", \"spec\": {}} | /spec | needs one of 'match', 'disabled'",
            "{\"kind\": \"EscalationRule\", \"name\": \"a\", \"spec\": {\"match\": {\"sequence\": [{\"tier\": \"page\"}]}}} | /spec/match/sequence/0 | needs one of 'signal', 'any_of'",
            "{\"kind\": \"EscalationRule\", \"name\": \"a\", \"spec\": {\"match\": {\"signal\": \"x\", \"any_of\": [\"y\"]}}} | /spec/match | not 'signal' and 'any_of' together",
            "{\"kind\": \"EscalationRule\", \"name\": \"a\", \"spec\": {\"match\": {\"at_least\": 2, \"tier\": \"page\"}}} | /spec/match | field 'of' is missing; it goes with 'at_least'",
            "{\"kind\": \"EscalationRule\", \"name\": \"a\", \"spec\": {\"match\": {\"sequence\": [{\"absent\": \"healthy\"}]}}} | /spec/match/sequence/0 | field 'for' is missing; it goes with 'absent'",
            "{\"kind\": \"EscalationRule\", \"name\": \"a\", \"spec\": {\"match\": {\"signal\": \"x\", \"tier\": \"pgae\"}}} | /spec/match/tier | 'pgae' isn't one of digest, notify, page; did you mean 'page'?",
            "{\"kind\": \"Signals\", \"name\": \"a\", \"spec\": {\"x\": {\"metric\": \"*\", \"value\": \"0.05\"}}} | /spec/x/value | '0.05' isn't a comparison; write '> 0.05'",
            "{\"kind\": \"Signals\", \"name\": \"a\", \"spec\": {\"x\": {\"metric\": \"*\", \"level\": \"elevated\", \"for\": 0}}} | /spec/x/for | 0 isn't at least 1",
            "{\"kind\": \"Signals\", \"name\": \"a\", \"spec\": {\"x y\": {\"no_data\": true}}} | /spec/x y | isn't a name",
            "{\"kind\": \"Signals\", \"name\": \"a\", \"spec\": {}} | /spec | is empty",
            "{\"kind\": \"CalendarWindow\", \"name\": \"a\", \"spec\": {\"match\": {\"service\": \"x\"}, \"start\": \"tomorrow\", \"end\": \"2026-01-01T00:00Z\"}} | /spec/start | 'tomorrow' isn't a time",
            "{\"kind\": \"CalendarWindow\", \"name\": \"a\", \"spec\": {\"match\": {\"service\": \"x\"}, \"start\": \"2026-01-01T00:00Z\", \"end\": \"2026-01-02T00:00Z\", \"expect\": [{\"traffic\": \"up\", \"up_to\": 0.5}]}} | /spec/expect/0/up_to | 0.5 isn't a factor",
            "{\"kind\": \"SuppressionRule\", \"name\": \"a\", \"spec\": {\"match\": {}, \"cap\": \"none\", \"reason\": \"r\"}} | /spec/match | is empty",
            "{\"kind\": \"SuppressionRule\", \"name\": \"a\", \"spec\": {\"match\": {\"tier\": \"page\"}, \"cap\": \"page\", \"reason\": \"r\"}} | /spec/cap | 'page' isn't one of none, digest, notify"})
    // @formatter:on
    void whatIsWrongIsSaidWithPathAndReason(String json, String path, String reason) {
        List<Problem> problems = problems(json.getBytes(StandardCharsets.UTF_8));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.path().isEmpty() ? "/" : problem.path()).isEqualTo(path);
            assertThat(problem.reason()).contains(reason);
        });
    }

    @Test
    void everyProblemIsSaidAtOnce() {
        List<Problem> problems = problems(bytes("""
                {"kind": "SuppressionRule", "name": "a b", "spec": {"mach": {}, "cap": "loud", "until": 3}}"""));

        assertThat(problems).extracting(Problem::path)
                .containsExactly("/name", "/spec", "/spec", "/spec/cap", "/spec/mach", "/spec/until");
    }

    @Test
    void whatValuesMeanIsSaidToo() {
        // Given two documents whose structure is wrong, and values in them that there aren't
        Checked<Document> route = READER.read(bytes("""
                {"kind": "Route", "name": "a b", "spec": {"receivers": [], "mtach": {}, "match": {
                  "tier": ["loud"], "hours": {"zone": "Europe/Berln", "days": "mon-fry", "from": "25:00"}}}}"""));
        Checked<Document> map = READER.read(bytes("""
                {"kind": "MetricMap", "name": "a", "spec": {"service": ["{team"], "metrics": [
                  {"match": "x", "take": "rat"}, {"name": "y", "ratio": {"of": {"match": "x"}}}]}}"""));
        // Then
        assertThat(paths(route)).containsExactly("/name", "/spec/match/hours/days", "/spec/match/hours/from",
                "/spec/match/hours/zone", "/spec/match/tier/0", "/spec/mtach", "/spec/receivers");
        assertThat(paths(map)).containsExactly("/spec/metrics/0/take", "/spec/metrics/1/ratio", "/spec/service/0");
    }

    private static List<String> paths(Checked<Document> read) {
        return ((Checked.Faulty<Document>) read).problems().stream().map(Problem::path).toList();
    }

    @Test
    void aDocumentIsBoundedInSizeAndDepth() {
        byte[] large = bytes("{\"a\": \"" + "x".repeat(StrictJson.MAX_BYTES) + "\"}");
        byte[] deep = bytes("[".repeat(1_000) + "]".repeat(1_000));
        byte[] torn = {'{', '"', (byte) 0xC3, '"', ':', '1', '}'};

        assertThat(problems(large)).singleElement().extracting(Problem::reason).asString().contains("more than the");
        assertThat(problems(deep)).singleElement()
                .extracting(Problem::reason)
                .isEqualTo("is nested deeper than 100 levels");
        assertThat(problems(torn)).singleElement().extracting(Problem::reason).asString().contains("isn't JSON");
    }

    @Test
    void everyKindHasASchemaThatWantsASpec() {
        for (Kind kind : Kind.values()) {
            assertThat(problems(bytes("{\"kind\": \"" + kind.spelling() + "\", \"name\": \"a\"}")))
                    .containsExactly(new Problem("", "field 'spec' is missing"));
        }
    }

    private static List<Problem> problems(byte[] json) {
        return switch (READER.read(json)) {
            case Checked.Sound<Document>(Document document) -> throw new AssertionError(document + " is sound");
            case Checked.Faulty<Document>(List<Problem> problems) -> problems;
        };
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
