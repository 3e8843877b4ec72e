package dev.tocsin.topology;

import java.time.Duration;
import java.util.List;

import org.apache.avro.specific.SpecificRecord;

import dev.tocsin.detectors.Profile;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.schemas.v1.OutsideVerdict;
import dev.tocsin.schemas.v1.SwitchboardInput;
import dev.tocsin.schemas.v1.TelemetrySample;
import dev.tocsin.topology.decode.Format;
import dev.tocsin.topology.decode.SampleChecks;
import dev.tocsin.topology.window.WindowShape;

/**
 * What shapes the topology.
 *
 * @param applicationId names the internal topics
 * @param partitions of every topic that is keyed by service
 * @param sources where telemetry is read, at least one
 * @param idle quiet wall time after which it counts as effective time
 * @param behindLimit a record older than this on arrival is history
 * @param longestHold how long a record may wait for the registry before its thread gives it back
 */
public record TopologySettings(String applicationId, Topics topics, int partitions, List<Source> sources,
        WindowShape window, Profile profile, SampleChecks checks, Duration idle, Duration behindLimit,
        Duration longestHold) {

    /**
     * A topic with telemetry.
     *
     * @param keyed its records are keyed by {@code namespace/service} with the default partitioner, and it has as many
     *        partitions as every topic keyed by service
     */
    public record Source(String topic, Format format, boolean keyed) {}

    public TopologySettings {
        sources = List.copyOf(sources);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("no source: name at least one topic with telemetry");
        }
        if (sources.stream().map(Source::topic).distinct().count() != sources.size()) {
            throw new IllegalArgumentException("a source topic is named twice: " + sources);
        }
    }

    /** The usual: our own telemetry topic, keyed by service, in windows of a size. */
    public static TopologySettings standard(Topics topics, Duration window) {
        return new TopologySettings("tocsin", topics, Topics.DEFAULT_PARTITIONS,
                List.of(new Source(topics.telemetry().name(), Format.AVRO, true)), WindowShape.of(window),
                Profile.standard(window), SampleChecks.standard(), Duration.ofSeconds(10), Duration.ofMinutes(15),
                Duration.ofMinutes(4));
    }

    public TopologySettings withSources(List<Source> others) {
        return new TopologySettings(applicationId, topics, partitions, others, window, profile, checks, idle,
                behindLimit, longestHold);
    }

    /** The internal topic through which samples of sources that aren't keyed by service are re-keyed. */
    public String rekeyedTopic() {
        return applicationId + "-" + TocsinTopology.BY_SERVICE + "-repartition";
    }

    /** The internal topics that carry Avro, so that their schemas can be made known before anything is ready. */
    public List<Topic> internalTopics() {
        return List.of(internal(rekeyedTopic(), TelemetrySample.class),
                internal(applicationId + "-" + BesideTelemetry.OUTSIDE + "-repartition", OutsideVerdict.class),
                internal(applicationId + "-" + TocsinTopology.SWITCHBOARD + "-repartition", SwitchboardInput.class));
    }

    private static Topic internal(String name, Class<? extends SpecificRecord> record) {
        return new Topic(name, List.of(record), Topic.Cleanup.DELETE, Duration.ofDays(1), Topic.Width.CONFIGURED);
    }

    List<String> keyedTopics() {
        return sources.stream().filter(Source::keyed).map(Source::topic).toList();
    }

    List<String> topicsToRekey() {
        return sources.stream().filter(source -> !source.keyed()).map(Source::topic).toList();
    }
}
