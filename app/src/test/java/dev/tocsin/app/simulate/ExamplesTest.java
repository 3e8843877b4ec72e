package dev.tocsin.app.simulate;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.app.Tocsin;

import static org.assertj.core.api.Assertions.assertThat;

/** Every example prints what the page about escalation rules says. */
class ExamplesTest {

    private static final Path ROOT = Path.of("..");

    private static final Pattern SHOWN = Pattern.compile("```console\n\\$ \\./tocsin (simulate [^\n]*)\n(.*?)```",
            Pattern.DOTALL);

    record Example(String command, String output) {

        @Override
        public String toString() {
            return command;
        }
    }

    static Stream<Example> examples() throws IOException {
        Matcher matcher = SHOWN.matcher(Files.readString(ROOT.resolve("docs/escalation.md")));
        return matcher.results().map(shown -> new Example(shown.group(1), shown.group(2)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExamplePrintsWhatThePageSays(Example example) {
        assertThat(run(example.command())).isEqualTo(example.output());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyLineOfJsonHasEveryField(Example example) throws IOException {
        List<String> lines = run(example.command() + " -o json").lines().toList();

        assertThat(lines).hasSameSizeAs(example.output().lines().toList());
        for (String line : lines) {
            JsonNode event = new ObjectMapper().readTree(line);
            assertThat(event.properties().stream().map(Map.Entry::getKey)).contains("incident", "dedup_key", "rule",
                    "namespace", "service", "transition", "tier", "at", "steps", "reason", "hypotheses");
            assertThat(event.get("tier").textValue()).isIn("none", "digest", "notify", "page");
        }
    }

    @Test
    void everyExampleIsOnThePage() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("examples"))) {
            assertThat(folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString())).allSatisfy(
                    name -> assertThat(examples().map(Example::command)).anyMatch(
                            command -> command.contains("examples/" + name + "/")));
        }
    }

    private static String run(String command) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = Arrays.stream(command.split(" ")).map(
                argument -> argument.startsWith("examples/") ? ROOT.resolve(argument).toString() : argument)
                .toArray(String[]::new);
        int exit = Tocsin.commandLine(new PrintWriter(out), new PrintWriter(err), Map.of()).execute(arguments);
        assertThat(exit).as(err.toString()).isZero();
        return out.toString();
    }
}
