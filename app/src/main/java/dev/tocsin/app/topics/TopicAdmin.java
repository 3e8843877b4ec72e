package dev.tocsin.app.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.settings.TopicSettings;
import dev.tocsin.app.topics.TopicPlan.Found;
import dev.tocsin.schemas.topic.Topic;

/** Looks at Tocsin's topics on the brokers and makes those that are missing. */
public final class TopicAdmin {

    private final Cluster cluster;
    private final TopicSettings settings;

    public TopicAdmin(Cluster cluster, TopicSettings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    public TopicPlan plan() {
        return TopicPlan.of(settings, found());
    }

    /** Makes the plan's missing topics; one that someone else made meanwhile is fine. */
    public void create(TopicPlan plan) {
        make(plan.missing().stream()
                .map(topic -> topic.toCreate(settings.partitions(), settings.replication())).toList());
    }

    /** Makes topics of these names, as wide as those of Tocsin and otherwise as the brokers have it. */
    public void create(List<String> names) {
        make(names.stream()
                .map(name -> new NewTopic(name, Optional.of(settings.partitions()), Optional.empty())).toList());
    }

    private void make(List<NewTopic> topics) {
        Map<String, KafkaFuture<Void>> results = cluster.admin().createTopics(topics).values();
        results.forEach((topic, result) -> {
            if (!existsAlready(result)) {
                cluster.answer("create the topic " + topic, result);
            }
        });
    }

    private static boolean existsAlready(KafkaFuture<Void> result) {
        try {
            result.get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof TopicExistsException;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<String, Found> found() {
        Set<String> all = cluster.answer("list topics", cluster.admin().listTopics().names());
        List<String> ours = settings.names().all().stream().map(Topic::name).filter(all::contains).toList();
        Map<String, TopicDescription> described = cluster.answer("describe topics",
                cluster.admin().describeTopics(ours).allTopicNames());
        Map<String, Map<String, String>> configured = configured(ours);
        Map<String, Found> found = new HashMap<>();
        described.forEach((name, description) -> found.put(name,
                new Found(description.partitions().size(), configured.getOrDefault(name, Map.of()))));
        return found;
    }

    private Map<String, Map<String, String>> configured(Collection<String> topics) {
        Map<ConfigResource, Config> configs = cluster.answer("describe the settings of topics",
                cluster.admin().describeConfigs(topics.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList()).all());
        Map<String, Map<String, String>> byTopic = new HashMap<>();
        configs.forEach((resource, config) -> byTopic.put(resource.name(), texts(config)));
        return byTopic;
    }

    private static Map<String, String> texts(Config config) {
        Map<String, String> texts = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.value() != null) {
                texts.put(entry.name(), entry.value());
            }
        }
        return texts;
    }
}
