package dev.tocsin.schemas.topic;

import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.DigestSummary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TopicsTest {

    @Test
    void namesAreWhatKafkaAllowsAndUnique() {
        // Given the longest prefix there may be
        Topics topics = new Topics("p".repeat(200));

        // When
        var names = topics.all().stream().map(Topic::name).toList();

        // Then
        assertThat(names).hasSize(15).doesNotHaveDuplicates()
                .allSatisfy(org.apache.kafka.common.internals.Topic::validate);
    }

    @Test
    void carryThePrefixAndTheVersion() {
        assertThat(Topics.standard().telemetry().name()).isEqualTo("tocsin.telemetry.v1");
        assertThat(new Topics("acme.sre").configStatus().name()).isEqualTo("acme.sre.config-status.v1");
    }

    @Test
    void aCompactedTopicHasNoRetention() {
        assertThat(Topics.standard().receiverState().settings()).containsOnlyKeys("cleanup.policy")
                .containsEntry("cleanup.policy", "compact");
        assertThat(Topics.standard().incidents().settings()).containsEntry("retention.ms", "7776000000")
                .containsEntry("cleanup.policy", "delete");
    }

    @Test
    void onlyConfigurationIsOnePartitionWide() {
        assertThat(Topics.standard().all()).filteredOn(topic -> topic.partitions(12) == 1)
                .extracting(Topic::name)
                .containsExactly("tocsin.config.v1", "tocsin.config-status.v1");
        assertThat(Topics.standard().receiverState().toCreate(7, Optional.empty()).numPartitions()).isEqualTo(7);
    }

    @Test
    void theDigestHoldsLinesAndSummaries() {
        assertThat(Topics.standard().digest().records()).<Class<? extends SpecificRecord>>containsExactly(
                DigestEntry.class,
                DigestSummary.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "tocsin.", ".tocsin", "tö", "a/b"})
    void anIllegalPrefixIsRefusedAndNamed(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Topics(prefix)).withMessageContaining("'" + prefix);
    }
}
