package dev.tocsin.app.whole;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.app.run.Service;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.schemas.v1.WindowVerdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What producers wrote, put into a topic by a client that isn't ours (kcat, on librdkafka), is judged. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class KcatIT {

    private static final Path GOLDEN = Path.of("..", "topology", "src", "test", "resources", "golden");
    private static final String TOPIC = "otlp_metrics";

    @TempDir
    Path folder;

    @BeforeEach
    void kcatIsThere() {
        assumeTrue(works("kcat", "-V"), "kcat isn't installed here (Debian: apt-get install kcat): nothing is tested");
    }

    @Test
    void otlpTelegrafAndInfluxInOneTopicAreJudgedAndNoiseIsADeadLetter() throws Exception {
        // Given
        try (Stand stand = new Stand(folder.resolve("broker")).withRegistry()) {
            stand.create(TOPIC);
            Map<String, String> settings = stand.settings(folder.resolve("state"));
            settings.put("sources.0.topic", TOPIC);
            Path noise = Files.write(folder.resolve("noise"), new byte[]{(byte) 0xFF, 1, 2, 3});
            try (Service _ = Service.start(Settings.of("test", settings))) {
                // When
                kcat(stand, GOLDEN.resolve("otlp/cumulative.1.binpb"), GOLDEN.resolve("otlp/cumulative.2.binpb"),
                        GOLDEN.resolve("telegraf/batch.json"), GOLDEN.resolve("influx/escapes.influx"), noise);
                // Then
                Stand.await().untilAsserted(() -> assertThat(stand.read(Stand.TOPICS.verdicts(), WindowVerdict.class))
                        .extracting(verdict -> verdict.getNamespace() + "/" + verdict.getService())
                        .contains("prod-eu/checkout", "default/raynor"));
                assertThat(stand.records(Stand.TOPICS.deadLetters())).singleElement()
                        .satisfies(letter -> assertThat(letter.value()).containsExactly(0xFF, 1, 2, 3));
            }
        }
    }

    /** Each file is a record. */
    private static void kcat(Stand stand, Path... files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kcat", "-P", "-b", stand.bootstrapServers(), "-t", TOPIC));
        for (Path file : files) {
            command.add(file.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("kcat says: %s", said).isZero();
    }

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
