package dev.tocsin.deploy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;

import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.topic.Topics;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples for Strimzi, read by Strimzi's own classes. */
class StrimziTest {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @Test
    void theTopicsAreThoseThatTocsinWouldMake() {
        // Given
        Map<String, Topic> wanted = Topics.standard().all().stream()
                .collect(Collectors.toMap(Topic::name, topic -> topic));
        // When
        List<KafkaTopic> topics = documents("strimzi/kafka-topics.yaml", KafkaTopic.class);
        // Then
        assertThat(topics).extracting(topic -> topic.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(wanted.keySet());
        assertThat(topics).allSatisfy(topic -> {
            Topic ours = wanted.get(topic.getMetadata().getName());
            assertThat(topic.getSpec().getPartitions()).isEqualTo(ours.partitions(Topics.DEFAULT_PARTITIONS));
            assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
            ours.settings().forEach((name, value) -> assertThat(topic.getSpec().getConfig().get(name).toString())
                    .as("%s of %s", name, ours.name()).isEqualTo(value));
            assertThat(topic.getSpec().getAdditionalProperties()).isEmpty();
        });
    }

    @Test
    void theUserLogsInWithScramAndMayDoNothingToAll() {
        // When
        KafkaUser user = documents("strimzi/kafka-user.yaml", KafkaUser.class).getFirst();
        // Then
        assertThat(user.getSpec().getAuthentication().getType()).isEqualTo("scram-sha-512");
        var rights = (KafkaUserAuthorizationSimple) user.getSpec().getAuthorization();
        assertThat(rights.getAcls()).isNotEmpty().allSatisfy(acl -> {
            assertThat(acl.getResource().getType()).isIn("topic", "group", "transactionalId");
            assertThat(acl.getOperations()).isNotEmpty()
                    .noneMatch(operation -> List.of("All", "Alter", "AlterConfigs", "ClusterAction")
                            .contains(operation.toValue()));
        });
    }

    private static <T> List<T> documents(String file, Class<T> type) {
        return Folder.text(file).lines().collect(Collectors.joining("\n")).transform(text -> List.of(
                text.split("(?m)^---\\s*$"))).stream()
                .filter(document -> document.contains("apiVersion:")).map(document -> YAML.unmarshal(document, type))
                .toList();
    }
}
