package dev.tocsin.topology;

import java.util.Map;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.v1.ChangeEvent;
import dev.tocsin.schemas.v1.Feedback;
import dev.tocsin.schemas.v1.NeighbourNews;
import dev.tocsin.schemas.v1.OutsideVerdict;
import dev.tocsin.topology.change.ChangeReading;
import dev.tocsin.topology.detect.AdoptStage;
import dev.tocsin.topology.detect.DetectStage;
import dev.tocsin.topology.detect.HearStage;
import dev.tocsin.topology.detect.Judgement;
import dev.tocsin.topology.feedback.FeedbackReading;
import dev.tocsin.topology.neighbour.NewsReading;
import dev.tocsin.topology.outside.OutsideReading;
import dev.tocsin.topology.profile.ProfilesInForce;
import dev.tocsin.topology.told.Saying;
import dev.tocsin.topology.told.Told;
import dev.tocsin.topology.told.ToldStage;

import static java.util.Objects.requireNonNull;

/**
 * What a task reads beside telemetry: topics keyed by service and as wide as all such topics, so that each task has those
 * records that are of its own services.
 */
record BesideTelemetry(TopologySettings settings, Ports ports) {

    static final String OUTSIDE = "outside";

    /** Models taught elsewhere. */
    void adopt(StreamsBuilder builder, ProfilesInForce profiles) {
        read(builder, settings.topics().models()).process(new AdoptStage(profiles, ports.counts()),
                Named.as("adopt"), DetectStage.MODELS);
    }

    /** What was done to services. */
    KStream<String, Judgement> changes(StreamsBuilder builder) {
        return told(builder, settings.topics().changes(), ChangeEvent.class, new ChangeReading(), "changes")
                .mapValues(Judgement.Changed::new, Named.as("change"));
    }

    /** What people say: marks are told to the models, the rest is for the incidents. */
    KStream<String, Judgement> feedback(StreamsBuilder builder) {
        var said = told(builder, settings.topics().feedback(), Feedback.class, new FeedbackReading(), "feedback");
        said.filter((service, one) -> one.kind().isMark(), Named.as("marks"))
                .process(new HearStage(ports.counts()), Named.as("hear"), DetectStage.MODELS);
        return said.filterNot((service, one) -> one.kind().isMark(), Named.as("of-incidents"))
                .mapValues(Judgement.Said::new, Named.as("said"));
    }

    /** What tasks tell each other of their services, and how far they have told. */
    KStream<String, Judgement> neighbours(StreamsBuilder builder) {
        return told(builder, settings.topics().neighbours(), NeighbourNews.class, new NewsReading(), "neighbours");
    }

    /** What models outside say, by service however their producers partition. */
    KStream<String, OutsideVerdict> outside(StreamsBuilder builder) {
        return told(builder, settings.topics().outsideVerdicts(), OutsideVerdict.class, new OutsideReading(),
                "outside_verdicts")
                .repartition(Repartitioned
                        .with(Serdes.String(),
                                AvroSerde.of(ports.registry(), ports.serdes(), OutsideVerdict.class))
                        .withName(OUTSIDE).withNumberOfPartitions(settings.partitions()));
    }

    /** What records about services say; what can't be used goes to the dead letters. */
    private <R extends SpecificRecord, V> KStream<String, V> told(StreamsBuilder builder, Topic topic, Class<R> type,
            Saying.Reading<R, V> reading, String name) {
        Map<String, KStream<String, Told<V>>> read = read(builder, topic)
                .process(new ToldStage<>(FramedAvro.of(ports.registry(), type), reading, "tocsin_" + name,
                        ports.counts()), Named.as("read-" + name))
                .split(Named.as(name)).branch((key, value) -> value instanceof Told.Dead, Branched.as("-dead"))
                .defaultBranch(Branched.as("-usable"));
        requireNonNull(read.get(name + "-dead"))
                .mapValues(value -> ((Told.Dead<V>) value).letter().bytes(), Named.as("bury-" + name))
                .to(settings.topics().deadLetters().name(), Produced.with(Serdes.String(), Serdes.ByteArray())
                        .withName("dead-letters-" + name));
        return requireNonNull(read.get(name + "-usable"))
                .mapValues(value -> ((Told.Usable<V>) value).value(), Named.as("told-" + name));
    }

    private static KStream<byte[], byte[]> read(StreamsBuilder builder, Topic topic) {
        return builder.stream(topic.name(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withName("source-" + topic.name()).withTimestampExtractor(new RecordTime()));
    }
}
