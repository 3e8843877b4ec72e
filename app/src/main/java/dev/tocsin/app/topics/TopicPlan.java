package dev.tocsin.app.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.kafka.common.config.TopicConfig;

import dev.tocsin.app.settings.TopicSettings;
import dev.tocsin.app.topics.Step.Create;
import dev.tocsin.app.topics.Step.Difference;
import dev.tocsin.app.topics.Step.Differs;
import dev.tocsin.app.topics.Step.Keep;
import dev.tocsin.schemas.topic.Topic;

/** What would have to happen for Tocsin's topics to be as they should be: pure, from what was found. */
public record TopicPlan(List<Step> steps) {

    public TopicPlan {
        steps = List.copyOf(steps);
    }

    /** A topic as the brokers describe it. */
    public record Found(int partitions, Map<String, String> settings) {

        public Found {
            settings = Map.copyOf(settings);
        }
    }

    /** @param found by name; what isn't there is missing */
    public static TopicPlan of(TopicSettings wanted, Map<String, Found> found) {
        return new TopicPlan(wanted.names().all().stream().map(topic -> step(topic, wanted, found)).toList());
    }

    /** The topics that aren't there. */
    public List<Topic> missing() {
        return steps.stream().filter(Create.class::isInstance).map(Step::topic).toList();
    }

    public Stream<Differs> differing() {
        return steps.stream().filter(Differs.class::isInstance).map(Differs.class::cast);
    }

    private static Step step(Topic topic, TopicSettings wanted, Map<String, Found> all) {
        int partitions = topic.partitions(wanted.partitions());
        Found found = all.get(topic.name());
        if (found == null) {
            return new Create(topic, partitions);
        }
        List<Difference> differences = differences(topic, partitions, found);
        return differences.isEmpty() ? new Keep(topic) : new Differs(topic, differences);
    }

    /** Retention is the operator's to choose; partitions and what the broker drops are not. */
    private static List<Difference> differences(Topic topic, int partitions, Found found) {
        List<Difference> differences = new ArrayList<>();
        if (found.partitions() != partitions) {
            differences.add(new Difference("partitions", Integer.toString(partitions),
                    Integer.toString(found.partitions())));
        }
        String policy = TopicConfig.CLEANUP_POLICY_CONFIG;
        String wanted = topic.settings().getOrDefault(policy, "");
        String actual = found.settings().getOrDefault(policy, "");
        if (!actual.equals(wanted)) {
            differences.add(new Difference(policy, wanted, actual));
        }
        return differences;
    }
}
