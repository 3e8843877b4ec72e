package dev.tocsin.app.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.TopicPartition;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.topology.TopologySettings.Source;

/**
 * This machine's clock against the active controller's, which says in its quorum when it last heard of itself, and
 * against the newest time stamps in the source topics.
 */
record ClockExamination(Cluster cluster, Settings settings) implements Examination {

    /** A record further ahead of its own time stamp than this is refused as a sample of a wrong clock. */
    private static final Duration BEARABLE = Duration.ofSeconds(30);

    @Override
    public List<Diagnosis> look() {
        List<Diagnosis> found = new ArrayList<>();
        found.add(controller());
        newest().forEach((topic, at) -> found.add(records(topic, at, Instant.now())));
        return found;
    }

    private Diagnosis controller() {
        try {
            Instant asked = Instant.now();
            QuorumInfo quorum = cluster.answer("describe the quorum",
                    cluster.admin().describeMetadataQuorum().quorumInfo());
            Instant answered = Instant.now();
            OptionalLong theirs = quorum.voters().stream().filter(voter -> voter.replicaId() == quorum.leaderId())
                    .flatMapToLong(leader -> leader.lastCaughtUpTimestamp().stream()).findFirst();
            return theirs.isEmpty() || theirs.getAsLong() <= 0
                    ? Diagnosis.warn("clock", "the controller doesn't say its time", "")
                    : difference(asked, Instant.ofEpochMilli(theirs.getAsLong()), answered);
        } catch (Failure e) {
            return Diagnosis.warn("clock", "the controller's can't be read: " + e.getMessage(),
                    "Describe on the cluster would let the doctor compare clocks; the service doesn't need it.");
        }
    }

    /** Their clock is right if it lay between question and answer; else it is off by at least the rest. */
    static Diagnosis difference(Instant asked, Instant theirs, Instant answered) {
        Duration off = theirs.isBefore(asked)
                ? Duration.between(theirs, asked)
                : theirs.isAfter(answered) ? Duration.between(answered, theirs) : Duration.ZERO;
        String side = theirs.isBefore(asked) ? "behind" : "ahead";
        if (off.compareTo(BEARABLE) < 0) {
            return Diagnosis.ok("clock", "within " + Math.max(1, off.toMillis()) + " ms of the active controller's");
        }
        return Diagnosis.fail("clock", "the controller's is " + off.toSeconds() + " s " + side + " of this machine's",
                "Let both keep time by NTP: how far Tocsin is behind is the age of records by this clock.");
    }

    static Diagnosis records(String topic, Instant newest, Instant now) {
        Duration age = Duration.between(newest, now);
        String check = "records of " + topic;
        if (age.negated().compareTo(BEARABLE) > 0) {
            return Diagnosis.warn(check, "the newest carries a time " + age.negated().toSeconds() + " s ahead",
                    "Its producer's clock is wrong, or this machine's.");
        }
        return Diagnosis.ok(check, "the newest is " + Math.max(0, age.toSeconds()) + " s old");
    }

    /** Per source topic the newest time stamp of any partition; a topic without records has none. */
    private Map<String, Instant> newest() {
        List<String> topics = settings.sources().stream().map(Source::topic).toList();
        Map<TopicPartition, OffsetSpec> questions = new HashMap<>();
        var all = cluster.answer("list topics", cluster.admin().listTopics().names());
        cluster.answer("describe topics",
                cluster.admin().describeTopics(topics.stream().filter(all::contains).toList()).allTopicNames())
                .forEach((topic, description) -> description.partitions().forEach(partition -> questions
                        .put(new TopicPartition(topic, partition.partition()), OffsetSpec.maxTimestamp())));
        Map<String, Instant> newest = new TreeMap<>();
        cluster.answer("list offsets", cluster.admin().listOffsets(questions).all()).forEach((partition, found) -> {
            if (found.timestamp() >= 0) {
                newest.merge(partition.topic(), Instant.ofEpochMilli(found.timestamp()),
                        (one, other) -> one.isAfter(other) ? one : other);
            }
        });
        return newest;
    }
}
