package dev.tocsin.app.kafka;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.settings.KafkaSettings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClusterTest {

    @Test
    void aNameThatDoesntResolveIsSaidAtOnce() {
        // Given
        var settings = new KafkaSettings(List.of("no-such-host.invalid:9092"), Map.of());
        // When, Then
        assertThatThrownBy(() -> Cluster.connect(settings)).isInstanceOf(Failure.class)
                .hasMessageContaining("no-such-host.invalid:9092").hasMessageContaining("resolvable");
    }
}
