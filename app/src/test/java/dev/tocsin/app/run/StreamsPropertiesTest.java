package dev.tocsin.app.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.app.settings.Settings;

import static org.assertj.core.api.Assertions.assertThat;

class StreamsPropertiesTest {

    @TempDir
    Path state;

    @Test
    void theUsualIsExactlyOnceWithANameThatSurvivesARestart() {
        // When
        Properties first = of(Map.of());
        Properties second = of(Map.of());
        // Then
        assertThat(new StreamsConfig(first).getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))
                .isEqualTo("exactly_once_v2");
        assertThat(first.getProperty("group.instance.id")).startsWith("tocsin-")
                .isEqualTo(second.getProperty("group.instance.id"));
    }

    @Test
    void whatIsSaidWins() {
        assertThat(of(Map.of("kafka.group.instance.id", "pod-0")).getProperty("group.instance.id")).isEqualTo("pod-0");
        assertThat(of(Map.of("kafka.commit.interval.ms", "1000")).getProperty("commit.interval.ms")).isEqualTo("1000");
    }

    @Test
    void aTaskWaitsForTelemetryOnlyWhereItHasTwoTopicsOfIt() {
        // When
        Properties one = of(Map.of("sources.0.topic", "otlp", "sources.0.format", "auto"));
        Properties two = of(Map.of("sources.0.topic", "a", "sources.0.format", "avro", "sources.0.keyed", "true",
                "sources.1.topic", "otlp", "sources.1.format", "auto"));
        // Then
        assertThat(new StreamsConfig(one).getLong(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG)).isEqualTo(-1);
        assertThat(new StreamsConfig(two).getLong(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG)).isZero();
    }

    @Test
    void restoringDoesNotWaitForRecordsThatAreNotThere() {
        // When
        Properties usual = of(Map.of());
        Properties said = of(Map.of("kafka.restore.consumer.fetch.max.wait.ms", "500"));
        // Then
        assertThat(restoring(usual)).containsEntry("fetch.max.wait.ms", 50);
        assertThat(restoring(said)).containsEntry("fetch.max.wait.ms", "500");
    }

    private static Map<String, Object> restoring(Properties properties) {
        return new StreamsConfig(properties).getRestoreConsumerConfigs("restore");
    }

    private Properties of(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("brokers", "b:9092");
        all.put("state.dir", state.toString());
        return StreamsProperties.of(Settings.of("test", all));
    }
}
