package dev.tocsin.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.app.cli.ExitCode;

import static org.assertj.core.api.Assertions.assertThat;

import picocli.CommandLine;

class TocsinTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesEveryCommandInOneLine() {
        // When
        int exit = execute("--help");
        // Then
        assertThat(exit).isEqualTo(ExitCode.OK);
        assertThat(err.toString()).isEmpty();
        commands().forEach(command -> assertThat(out.toString()).containsPattern("(?m)^  " + command + " +\\S"));
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpThatFitsATerminal(String command) {
        // When
        int exit = execute(command, "--help");
        // Then
        assertThat(exit).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).startsWith("Usage: tocsin " + command);
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aWrongFlagIsWrongUsage(String command) {
        // When
        int exit = execute(command, "--no-such-flag");
        // Then
        assertThat(exit).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("tocsin " + command).contains("--help");
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    @Test
    void noCommandAndAnUnknownOneAreWrongUsage() {
        assertThat(execute()).isEqualTo(ExitCode.USAGE);
        assertThat(execute("vresion")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("version");
    }

    @Test
    void versionIsReadableByAScript() throws Exception {
        // When
        int exit = execute("version", "-o", "json");
        // Then
        assertThat(exit).isEqualTo(ExitCode.OK);
        var json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("tocsin").asText()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(json.get("kafka").asText()).isEqualTo("4.3.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--broker-port", "--registry-port"})
    void aPortThatIsNoneIsWrongUsage(String option) {
        assertThat(execute("run", "--embedded", option, "99999")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(option).contains("99999").contains("65535");
    }

    @Test
    void onlyTheCommandThatIsAskedForIsDescribed() {
        assertThat(asked("run", "--observe").getSubcommands()).containsOnlyKeys("run");
        assertThat(asked().getSubcommands().keySet()).containsExactlyElementsOf(commands());
        assertThat(asked("--debug", "run").getSubcommands().keySet()).containsExactlyElementsOf(commands());
    }

    static List<String> commands() {
        return List.copyOf(all().getSubcommands().keySet());
    }

    private int execute(String... arguments) {
        return asked(arguments).execute(arguments);
    }

    private CommandLine asked(String... arguments) {
        return Tocsin.asked(List.of(arguments), new PrintWriter(out, true), new PrintWriter(err, true), Map.of());
    }

    private static CommandLine all() {
        var nowhere = new PrintWriter(Writer.nullWriter());
        return Tocsin.commandLine(nowhere, nowhere, Map.of());
    }
}
