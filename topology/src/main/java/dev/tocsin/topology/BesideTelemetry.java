package dev.tocsin.topology;

import java.util.Map;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.v1.ChangeEvent;
import dev.tocsin.topology.change.ChangeRead;
import dev.tocsin.topology.change.ChangeStage;
import dev.tocsin.topology.detect.AdoptStage;
import dev.tocsin.topology.detect.DetectStage;
import dev.tocsin.topology.detect.Judgement;

import static java.util.Objects.requireNonNull;

/**
 * What a task reads beside telemetry: topics keyed by service and as wide as all such topics, so that each task has those
 * records that are of its own services.
 */
record BesideTelemetry(TopologySettings settings, Ports ports) {

    /** Models taught elsewhere. */
    void adopt(StreamsBuilder builder) {
        read(builder, settings.topics().models()).process(new AdoptStage(settings.profile(), ports.counts()),
                Named.as("adopt"), DetectStage.MODELS);
    }

    /** What was done to services. */
    KStream<String, Judgement> changes(StreamsBuilder builder) {
        Map<String, KStream<String, ChangeRead>> read = read(builder, settings.topics().changes())
                .process(new ChangeStage(FramedAvro.of(ports.registry(), ChangeEvent.class), ports.counts()),
                        Named.as("read-changes"))
                .split(Named.as("changes"))
                .branch((key, value) -> value instanceof ChangeRead.Dead, Branched.as("-dead"))
                .defaultBranch(Branched.as("-usable"));
        requireNonNull(read.get("changes-dead"))
                .mapValues(value -> ((ChangeRead.Dead) value).letter().bytes(), Named.as("bury-changes"))
                .to(settings.topics().deadLetters().name(), Produced.with(Serdes.String(), Serdes.ByteArray())
                        .withName("dead-letters-changes"));
        return requireNonNull(read.get("changes-usable")).mapValues(
                value -> new Judgement.Changed(((ChangeRead.Usable) value).change()), Named.as("change"));
    }

    private static KStream<byte[], byte[]> read(StreamsBuilder builder, Topic topic) {
        return builder.stream(topic.name(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withName("source-" + topic.name()).withTimestampExtractor(new RecordTime()));
    }
}
