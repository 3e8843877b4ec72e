package dev.tocsin.app.topics;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.tocsin.app.settings.TopicSettings;
import dev.tocsin.app.topics.TopicPlan.Found;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.topic.Topics;

import static org.assertj.core.api.Assertions.assertThat;

class TopicPlanTest {

    private static final TopicSettings STANDARD = TopicSettings.STANDARD;

    @Test
    void onEmptyBrokersEverythingIsMissing() {
        // When
        TopicPlan plan = TopicPlan.of(STANDARD, Map.of());
        // Then
        assertThat(plan.missing()).isEqualTo(STANDARD.names().all());
    }

    @Test
    void whatIsAsItShouldBeIsKept() {
        // When
        TopicPlan plan = TopicPlan.of(STANDARD, asWanted());
        // Then
        assertThat(plan.steps()).allMatch(Step.Keep.class::isInstance);
    }

    @Test
    void partitionsAndCleanupMustFitWhileRetentionIsTheOperatorsChoice() {
        // Given
        Topics names = STANDARD.names();
        Map<String, Found> found = asWanted();
        found.put(names.verdicts().name(), new Found(3, names.verdicts().settings()));
        found.put(names.config().name(), new Found(1, Map.of("cleanup.policy", "delete")));
        found.put(names.incidents().name(), new Found(12, Map.of("cleanup.policy", "delete", "retention.ms", "1")));
        // When
        TopicPlan plan = TopicPlan.of(STANDARD, found);
        // Then
        assertThat(plan.differing()).extracting(step -> step.topic().name() + ": " + step.differences())
                .containsExactly("tocsin.verdicts.v1: [partitions is 3, should be 12]",
                        "tocsin.config.v1: [cleanup.policy is delete, should be compact]");
    }

    private static Map<String, Found> asWanted() {
        Map<String, Found> found = new HashMap<>();
        for (Topic topic : STANDARD.names().all()) {
            found.put(topic.name(), new Found(topic.partitions(STANDARD.partitions()), topic.settings()));
        }
        return found;
    }
}
