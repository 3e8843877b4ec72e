package dev.tocsin.app.demo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.app.Tocsin;
import dev.tocsin.app.cli.ExitCode;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole path, from a Kafka topic to a page, on real telemetry. */
class DemoIT {

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void theCascadeClimbsToOnePageAndTheRestWakesNobody() {
        // Given
        PrintStream terminal = System.out;
        var shown = new ByteArrayOutputStream();
        var err = new StringWriter();
        // When
        int exit;
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            exit = Tocsin.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(err), Map.of()).execute(
                    "demo", "--exit-when-done", "--speed", "60", "--data-dir", folder.resolve("demo").toString());
        } finally {
            System.setOut(terminal);
        }
        // Then
        String story = shown.toString(StandardCharsets.UTF_8);
        assertThat(exit).as("%s%n%s", story, err).isEqualTo(ExitCode.OK);
        assertThat(story).contains("[PagerDuty]", "[Slack ", "[Digest]").doesNotContain("✗");
    }
}
