package dev.tocsin.app.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.TopicDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.topics.TopicAdmin;
import dev.tocsin.app.topics.TopicPlan;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.topology.TopologySettings.Source;

/** What must be there before the service starts: brokers that answer, its own topics, its sources. */
final class Premises {

    private static final Logger LOG = LoggerFactory.getLogger(Premises.class);

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int MOST_ASKED = 150;

    private final Settings settings;
    private final Cluster cluster;

    private Premises(Settings settings, Cluster cluster) {
        this.settings = settings;
        this.cluster = cluster;
    }

    /** @throws Failure for the first thing that is missing, with what to do about it */
    static void check(Settings settings) {
        Registries.requireSet(settings.registry());
        try (var cluster = Cluster.connect(settings.kafka())) {
            var premises = new Premises(settings, cluster);
            premises.ownTopics();
            premises.sources();
        }
    }

    /** Makes the sources that aren't there, on brokers that nobody else has a hand in. */
    static void provideSources(Settings settings) {
        Set<String> own = settings.topics().names().all().stream().map(Topic::name).collect(Collectors.toSet());
        try (var cluster = Cluster.connect(settings.kafka())) {
            var premises = new Premises(settings, cluster);
            List<String> missing = premises.missingSources().stream().filter(topic -> !own.contains(topic)).toList();
            if (!missing.isEmpty()) {
                new TopicAdmin(cluster, settings.topics()).create(missing);
                premises.awaitKnown(missing);
                LOG.info("created the sources {}, to be written to at {}", missing, settings.kafka().brokers());
            }
        }
    }

    private List<String> missingSources() {
        Set<String> all = topics();
        return settings.sources().stream().map(Source::topic).filter(topic -> !all.contains(topic)).toList();
    }

    private void ownTopics() {
        var admin = new TopicAdmin(cluster, settings.topics());
        TopicPlan plan = admin.plan();
        if (!plan.missing().isEmpty() && !settings.topics().create()) {
            throw new Failure("topics are missing: "
                    + String.join(", ", plan.missing().stream().map(Topic::name).toList()) + ".",
                    "Create them with: tocsin topics apply, or set topics.create: true.");
        }
        if (!plan.missing().isEmpty()) {
            admin.create(plan);
            awaitKnown(plan.missing().stream().map(Topic::name).toList());
            LOG.info("created the topics {}", plan.missing());
        }
        plan.differing().forEach(step -> LOG.warn("topic {}: {}", step.topic(), step.differences()));
    }

    /** A topic is created before every broker knows of it. */
    private void awaitKnown(List<String> created) {
        for (int asked = 0; asked < MOST_ASKED && !topics().containsAll(created); asked++) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Set<String> topics() {
        return cluster.answer("list topics", cluster.admin().listTopics().names());
    }

    private void sources() {
        List<String> missing = missingSources();
        if (!missing.isEmpty()) {
            throw new Failure("there is no topic " + String.join(", ", missing) + " to read telemetry from.",
                    "Check sources: in tocsin.yaml, or create it.");
        }
        List<String> keyed = settings.sources().stream().filter(Source::keyed).map(Source::topic).toList();
        List<String> problems = new ArrayList<>();
        cluster.answer("describe topics", cluster.admin().describeTopics(keyed).allTopicNames()).values()
                .forEach(topic -> partitions(topic, problems));
        if (!problems.isEmpty()) {
            throw new Failure(String.join("; ", problems) + ".",
                    "Set keyed: false for it, and it is keyed anew, or topics.partitions to its number before the first start.");
        }
    }

    private void partitions(TopicDescription topic, List<String> problems) {
        int wanted = settings.topics().partitions();
        if (topic.partitions().size() != wanted) {
            problems.add("the source " + topic.name() + " is set as keyed but has " + topic.partitions().size()
                    + " partitions, not topics.partitions = " + wanted);
        }
    }
}
