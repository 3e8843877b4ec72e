package dev.tocsin.app.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.topics.Step;
import dev.tocsin.app.topics.TopicAdmin;
import dev.tocsin.app.topics.TopicPlan;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.topology.TopologySettings.Source;

/** Tocsin's own topics, the sources and what is claimed of them, and the internal topics that are there. */
record TopicExamination(Cluster cluster, Settings settings) implements Examination {

    /** A first start warms its models on what a source keeps. */
    private static final Duration ENOUGH_TO_WARM = Duration.ofDays(1);

    @Override
    public List<Diagnosis> look() {
        Set<String> all = cluster.answer("list topics", cluster.admin().listTopics().names());
        List<Diagnosis> found = new ArrayList<>();
        found.add(own(new TopicAdmin(cluster, settings.topics()).plan(), settings.topics().create()));
        Map<String, TopicDescription> described = describe(all.stream().filter(this::isInteresting).toList());
        settings.sources().forEach(source -> found.add(source(source, described)));
        found.add(internal(settings, partitions(described)));
        return found;
    }

    static Diagnosis own(TopicPlan plan, boolean created) {
        List<String> missing = plan.missing().stream().map(Topic::name).toList();
        if (!missing.isEmpty() && !created) {
            return Diagnosis.fail("topics", "missing: " + String.join(", ", missing),
                    "tocsin topics apply, or topics.create: true.");
        }
        List<String> differing = plan.differing().map(TopicExamination::difference).toList();
        if (!differing.isEmpty()) {
            return Diagnosis.fail("topics", String.join("; ", differing),
                    "Tocsin changes no topic that is there: make it anew under another topics.prefix, or alter its cleanup.policy.");
        }
        return missing.isEmpty()
                ? Diagnosis.ok("topics", "all " + plan.steps().size() + " are there, as they should be")
                : Diagnosis.ok("topics", missing.size() + " of " + plan.steps().size()
                        + " aren't there yet; run creates them (topics.create)");
    }

    private static String difference(Step.Differs step) {
        return step.topic().name() + ": " + String.join(", ", step.differences().stream()
                .map(Step.Difference::toString).toList());
    }

    private Diagnosis source(Source source, Map<String, TopicDescription> described) {
        String check = "source " + source.topic();
        TopicDescription there = described.get(source.topic());
        if (there == null) {
            boolean own = settings.topics().create()
                    && settings.topics().names().telemetry().name().equals(source.topic());
            return own
                    ? Diagnosis.ok(check, "isn't there yet; run creates it (topics.create)")
                    : Diagnosis.fail(check, "isn't there", "Check sources: in tocsin.yaml, or create it.");
        }
        int partitions = there.partitions().size();
        int wanted = settings.topics().partitions();
        if (source.keyed() && partitions != wanted) {
            return Diagnosis.fail(check,
                    "is set as keyed but has " + partitions + " partitions, not topics.partitions = "
                            + wanted,
                    "Set keyed: false for it, or topics.partitions to its number before the first start.");
        }
        return retention(check, partitions + " partitions, " + (source.keyed() ? "keyed by service" : "keyed anew"),
                configs(source.topic()));
    }

    static Diagnosis retention(String check, String seen, Map<String, String> configs) {
        if (configs.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "").equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            return Diagnosis.fail(check, seen + ", compacted",
                    "Telemetry must be kept record by record: cleanup.policy=delete.");
        }
        long retention = Long.parseLong(configs.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "-1"));
        if (retention >= 0 && retention < ENOUGH_TO_WARM.toMillis()) {
            return Diagnosis.warn(check, seen + ", kept " + Duration.ofMillis(retention).toMinutes() + " min",
                    "Models can't warm on so little after a first start: keep a day, or use tocsin warm.");
        }
        return Diagnosis.ok(check, seen + (retention < 0
                ? ", kept for ever"
                : ", kept "
                        + Duration.ofMillis(retention).toHours() + " h"));
    }

    /** The partitions of a changelog can't be changed: Kafka Streams refuses to start on others than it would make. */
    static Diagnosis internal(Settings settings, Map<String, Integer> partitions) {
        String prefix = settings.application().id() + "-";
        Map<String, Integer> ours = new TreeMap<>();
        partitions.forEach((topic, count) -> {
            if (topic.startsWith(prefix) && (topic.endsWith("-changelog") || topic.endsWith("-repartition"))) {
                ours.put(topic, count);
            }
        });
        if (ours.isEmpty()) {
            return Diagnosis.ok("internal topics", "none yet; the first start makes them");
        }
        List<String> wrong = ours.entrySet().stream()
                .filter(topic -> topic.getValue() != 1 && topic.getValue() != settings.topics().partitions())
                .map(topic -> topic.getKey() + " has " + topic.getValue()).toList();
        return wrong.isEmpty()
                ? Diagnosis.ok("internal topics", ours.size() + " are there")
                : Diagnosis.fail("internal topics", String.join(", ", wrong) + " partitions, topics.partitions is "
                        + settings.topics().partitions(),
                        "Set topics.partitions as it was, or begin anew with another application.id.");
    }

    private boolean isInteresting(String topic) {
        return topic.startsWith(settings.application().id() + "-")
                || settings.sources().stream().anyMatch(source -> source.topic().equals(topic));
    }

    private Map<String, TopicDescription> describe(List<String> topics) {
        return cluster.answer("describe topics", cluster.admin().describeTopics(topics).allTopicNames());
    }

    private static Map<String, Integer> partitions(Map<String, TopicDescription> described) {
        Map<String, Integer> partitions = new TreeMap<>();
        described.forEach((topic, description) -> partitions.put(topic, description.partitions().size()));
        return partitions;
    }

    private Map<String, String> configs(String topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<ConfigResource, Config> answer = cluster.answer("describe the settings of " + topic,
                cluster.admin().describeConfigs(List.of(resource)).all());
        Map<String, String> configs = new TreeMap<>();
        answer.values().forEach(config -> config.entries().stream().filter(entry -> entry.value() != null)
                .forEach(entry -> configs.put(entry.name(), entry.value())));
        return configs;
    }
}
