package dev.tocsin.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

class YamlFileTest {

    private static final Path FILE = Path.of("some.yaml");

    @Test
    void everyDocumentOfAFileKeepsItsLines() {
        // Given
        String text = """
                kind: Route
                name: a
                ---
                ---
                kind: Signals
                name: b
                spec:
                  queue_high:
                    any:
                      - {value: "> 1"}
                      - {valeu: "> 2"}
                """;

        // When
        YamlFile file = YamlFile.parse(FILE, text);

        // Then
        assertThat(file.problems()).isEmpty();
        assertThat(file.documents()).hasSize(2);
        FileDocument second = file.documents().get(1);
        assertThat(second.line("")).isEqualTo(5);
        assertThat(second.line("/spec/queue_high/any/1/valeu")).isEqualTo(11);
        assertThat(second.line("/spec/queue_high/absent")).isEqualTo(8);
    }

    @Test
    void plainScalarsMeanWhatTheyLookLike() throws IOException {
        YamlFile file = YamlFile.parse(FILE, """
                a: [on, no, 12:30, 2026-11-27, 2026-11-27T08:00:00Z, 010, .5, 1_000, 0x1F, .inf]
                b: [true, 5, -5, 0.5, 1e3, 3000000000, 123456789012345678901234567890]
                c: [null, ~, "", "5", 'true', !!str 7]
                """);

        JsonNode expected = new ObjectMapper().readTree("""
                {"a": ["on", "no", "12:30", "2026-11-27", "2026-11-27T08:00:00Z", "010", ".5", "1_000", "0x1F", ".inf"],
                 "b": [true, 5, -5, 0.5, 1e3, 3000000000, 123456789012345678901234567890],
                 "c": [null, null, "", "5", "true", "7"]}""");
        assertThat(file.documents()).singleElement().extracting(FileDocument::tree).isEqualTo(expected);
    }

    @Test
    void jsonIsYaml() {
        YamlFile file = YamlFile.parse(FILE, "{\"kind\": \"Route\",\n \"name\": \"a\"}");

        assertThat(file.documents()).singleElement().satisfies(document -> {
            assertThat(document.key()).get().hasToString("Route/*/a");
            assertThat(document.line("/name")).isEqualTo(2);
        });
    }

    @Test
    void anAliasIsWrittenOut() {
        YamlFile file = YamlFile.parse(FILE, "a: &x {b: 1}\nc: *x\n");

        assertThat(file.documents().getFirst().tree()).hasToString("{\"a\":{\"b\":1},\"c\":{\"b\":1}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "a: 1\\nb: [\\n | 3 | isn't YAML: ",
            "a: 1\\na: 2 | 2 | field 'a' is there twice",
            "a:\\n  ? [1, 2]\\n  : 3 | 2 | a field's name is a map or a list",
            "a: !java/object x | 1 | tag !java/object isn't supported",
            "a: &x [*x] | 1 | nested deeper than 100",
            "a: \\7 | 0 | isn't YAML: ",
            "\\tkey: value | 1 | isn't YAML: "})
    void whatIsNoDocumentIsSaidWithItsLine(String escaped, int line, String reason) {
        String text = escaped.strip().translateEscapes();

        YamlFile file = YamlFile.parse(FILE, text);

        assertThat(file.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.reason()).contains(reason);
        });
    }

    @Test
    void anAliasBombIsRefused() {
        // Given nine levels of nine aliases each: nine to the ninth values
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }

        // When
        YamlFile file = YamlFile.parse(FILE, bomb.toString());

        // Then
        assertThat(file.documents()).isEmpty();
        assertThat(file.problems()).singleElement().extracting(Finding::reason).asString().contains("aliases");
    }

    @Test
    void deepNestingIsRefused() {
        YamlFile file = YamlFile.parse(FILE, "a: " + "[".repeat(5_000) + "]".repeat(5_000));

        assertThat(file.problems()).singleElement().extracting(Finding::reason).asString().contains("100");
    }

    @Test
    void bytesThatAreNoTextAreRefused(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("a.yaml"), new byte[]{'a', ':', ' ', (byte) 0xC3, '\n'});

        assertThat(YamlFile.read(file).problems()).containsExactly(
                new Finding(file.toString(), 0, "", "isn't UTF-8 text"));
    }
}
