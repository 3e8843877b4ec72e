package dev.tocsin.app.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.apache.kafka.common.KafkaException;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.topology.config.Checked;
import dev.tocsin.topology.config.Document;
import dev.tocsin.topology.config.DocumentKey;
import dev.tocsin.topology.config.DocumentReader;
import dev.tocsin.topology.config.spec.Content;
import dev.tocsin.topology.config.spec.ContentReader;
import dev.tocsin.topology.map.MetricMap;

/**
 * People's maps that are in force on a cluster, in the order its tasks ask them.
 *
 * @param told what they are, or why none is known, as the end of a sentence
 */
public record ClusterMaps(List<MetricMap> maps, String told) {

    public ClusterMaps {
        maps = List.copyOf(maps);
    }

    /** What the cluster of some settings has; none where it can't be asked, or Tocsin has never run there. */
    public static ClusterMaps read(Settings settings) {
        String topic = settings.topics().names().configStatus().name();
        if (settings.kafka().brokers().isEmpty()) {
            return new ClusterMaps(List.of(), "no brokers are set: only the maps that ship");
        }
        try (Cluster cluster = Cluster.connect(settings.kafka())) {
            if (!cluster.answer("list topics", cluster.admin().listTopics().names()).contains(topic)) {
                return new ClusterMaps(List.of(), "no topic " + topic + ": only the maps that ship");
            }
        } catch (Failure e) {
            return new ClusterMaps(List.of(), e.getMessage() + " Only the maps that ship");
        }
        try (StatusTopic status = StatusTopic.read(settings.kafka(), topic)) {
            return of(status.byKey().values());
        } catch (KafkaException e) {
            return new ClusterMaps(List.of(),
                    topic + " can't be read (" + e.getMessage() + "): only the maps that ship");
        }
    }

    /** The maps among the documents of some status records. */
    static ClusterMaps of(Iterable<DocumentStatus> statuses) {
        SortedMap<DocumentKey, MetricMap> found = new TreeMap<>();
        for (DocumentStatus status : statuses) {
            status.inForce().flatMap(ClusterMaps::map)
                    .ifPresent(map -> DocumentKey.parse(status.key()).ifPresent(key -> found.put(key, map)));
        }
        List<MetricMap> ordered = new ArrayList<>(found.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().everywhere())).map(Map.Entry::getValue).toList());
        return new ClusterMaps(ordered, ordered.isEmpty()
                ? "none of people's own is in force: only the maps that ship"
                : String.join(", ", ordered.stream().map(MetricMap::name).toList()) + ", then the maps that ship");
    }

    private static Optional<MetricMap> map(JsonNode document) {
        return new DocumentReader().check(document) instanceof Checked.Sound<Document>(Document sound)
                && ContentReader.read(sound, 0, Instant.EPOCH) instanceof Checked.Sound<Content>(Content content)
                && content instanceof Content.Mapping(MetricMap map) ? Optional.of(map) : Optional.empty();
    }
}
