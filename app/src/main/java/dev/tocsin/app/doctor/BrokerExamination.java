package dev.tocsin.app.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.Node;

import dev.tocsin.app.kafka.Cluster;

/** Who answers, which release the cluster is at, and whether it can do what is asked of it. */
record BrokerExamination(Cluster cluster) implements Examination {

    private static final String METADATA = "metadata.version";
    private static final Duration SLOW = Duration.ofSeconds(1);

    @Override
    public List<Diagnosis> look() {
        long before = System.nanoTime();
        Collection<Node> nodes = cluster.answer("describe the cluster", cluster.admin().describeCluster().nodes());
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        String id = cluster.answer("describe the cluster", cluster.admin().describeCluster().clusterId());
        List<Diagnosis> found = new ArrayList<>();
        String seen = nodes.size() + (nodes.size() == 1 ? " broker" : " brokers") + " of cluster " + id
                + ", answered in "
                + took.toMillis() + " ms";
        found.add(took.compareTo(SLOW) < 0
                ? Diagnosis.ok("brokers", seen)
                : Diagnosis.warn("brokers", seen, "Slow: look at the network and at the brokers' load."));
        found.add(release(cluster.answer("describe features",
                cluster.admin().describeFeatures().featureMetadata())));
        return found;
    }

    static Diagnosis release(FeatureMetadata features) {
        Map<String, Short> levels = new TreeMap<>();
        features.finalizedFeatures().forEach((name, range) -> levels.put(name, range.maxVersionLevel()));
        String tested = Release.OLDEST_TESTED.equals(Release.NEWEST_TESTED)
                ? "Tocsin is tested with " + Release.NEWEST_TESTED
                : "Tocsin is tested with " + Release.OLDEST_TESTED + " to " + Release.NEWEST_TESTED;
        Optional<Release> release = Optional.ofNullable(features.finalizedFeatures().get(METADATA))
                .map(FinalizedVersionRange::maxVersionLevel).flatMap(level -> Release.ofLevel(level));
        if (release.isEmpty()) {
            return Diagnosis.warn("broker release", "the brokers don't say theirs, features " + levels,
                    tested + "; brokers under ZooKeeper or other makes may work, try with --observe first.");
        }
        String seen = "at " + release.get() + ", features " + levels;
        return release.get().tested()
                ? Diagnosis.ok("broker release", seen)
                : Diagnosis.warn("broker release", seen, tested + "; others may work, try with --observe first.");
    }
}
