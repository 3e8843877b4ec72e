package dev.tocsin.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.v1.OutsideVerdict;
import dev.tocsin.schemas.v1.TelemetrySample;
import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.TopologySettings.Source;
import dev.tocsin.topology.config.ConfigTopology;
import dev.tocsin.topology.config.ShippedMaps;
import dev.tocsin.topology.decode.AvroDecoder;
import dev.tocsin.topology.decode.DecodeStage;
import dev.tocsin.topology.decode.Decoded;
import dev.tocsin.topology.decode.Decoded.DeadLetter;
import dev.tocsin.topology.decode.Decoded.Usable;
import dev.tocsin.topology.decode.Decoder;
import dev.tocsin.topology.derive.Arrival;
import dev.tocsin.topology.derive.Derivation;
import dev.tocsin.topology.derive.DeriveStage;
import dev.tocsin.topology.derive.MappedSample;
import dev.tocsin.topology.derive.MappedSampleCodec;
import dev.tocsin.topology.detect.DetectStage;
import dev.tocsin.topology.detect.Judgement;
import dev.tocsin.topology.detect.Judgement.Judged;
import dev.tocsin.topology.escalate.EscalateStage;
import dev.tocsin.topology.map.Mapper;
import dev.tocsin.topology.map.MapsInForce;
import dev.tocsin.topology.outside.Incoming;
import dev.tocsin.topology.outside.JoinStage;
import dev.tocsin.topology.profile.ProfilesInForce;
import dev.tocsin.topology.sample.Sample;
import dev.tocsin.topology.window.WindowShape;
import dev.tocsin.topology.window.WindowStage;
import dev.tocsin.topology.wire.VerdictSerializer;

import static java.util.Objects.requireNonNull;

/**
 * The whole path from telemetry to the outbox, as one pure function of settings:
 *
 * <pre>
 * sources → decode → (re-key) → derive → window → detect → join → escalate → (one partition) → switchboard → notifications
 *                                                                  ↑   ↓
 *                                                                neighbours
 * </pre>
 *
 * One task per partition of services runs window, detect, join and escalate; one partition runs the switchboard; one task
 * validates configuration documents.
 */
public final class TocsinTopology {

    static final String BY_SERVICE = "by-service";
    static final String SWITCHBOARD = "switchboard";

    private final TopologySettings settings;
    private final Ports ports;
    private final Serde<String> keys = Serdes.String();
    private final Decoder avro;
    private final MapsInForce maps;
    private final ProfilesInForce profiles;

    private TocsinTopology(TopologySettings settings, Ports ports) {
        this.settings = settings;
        this.ports = ports;
        this.avro = new AvroDecoder(ports.registry());
        this.maps = new MapsInForce(() -> ports.documents().current().maps(), ShippedMaps.all(), new Mapper.Bounds(
                ports.limits().limits().metrics(), Mapper.Bounds.STANDARD.mostAheadMillis()));
        this.profiles = new ProfilesInForce(() -> ports.documents().current().profiles(), settings.profile());
    }

    /** Builds the topology; nothing is read or started. */
    public static Topology build(TopologySettings settings, Ports ports, Properties properties) {
        StreamsBuilder builder = new StreamsBuilder();
        new TocsinTopology(settings, ports).addTo(builder);
        Topology topology = builder.build(properties);
        ConfigTopology.addTo(topology, settings.topics(), ports.documents(),
                ports.telling().get().routing().types(), ports.counts());
        return topology;
    }

    private void addTo(StreamsBuilder builder) {
        builder.addStateStore(EscalateStage.store(ports::counts));
        builder.addStateStore(DetectStage.store(profiles, ports.counts()));
        var beside = new BesideTelemetry(settings, ports);
        beside.adopt(builder, profiles);
        new BehindDetection(settings, ports).addTo(builder, judged(arrivals(builder), beside.outside(builder)));
    }

    private KStream<String, Judgement> judged(KStream<String, Arrival> arrivals,
            KStream<String, OutsideVerdict> outside) {
        WindowShape shape = settings.window();
        DeriveStage derive = new DeriveStage(new Derivation(shape.size().toMillis(), shape.grace().toMillis()),
                shape.gone(), ports.limits(), ports.counts());
        WindowStage windows = new WindowStage(settings.window(), settings.idle(), settings.behindLimit(),
                Duration.ofDays(1), inputs(), settings.topicsToRekey(), ports.lag(), ports.progress(),
                ports.census(), ports.limits(), ports.counts());
        DetectStage detect = new DetectStage(profiles,
                (service, at) -> ports.documents().current().calendar().covers(service, at), ports.checkpoints(),
                ports.counts());
        KStream<String, Judgement> judged = arrivals.process(derive, Named.as("derive"))
                .process(windows, Named.as("window")).process(detect, Named.as("detect"),
                        EscalateStage.INCIDENTS, DetectStage.MODELS)
                .<Incoming>mapValues(Incoming.Own::new, Named.as("own"))
                .merge(outside.mapValues(Incoming.Foreign::new, Named.as("foreign")), Named.as("and-outside"))
                .process(new JoinStage(profiles, ports.limits(), shape.gone(), ports.counts()),
                        Named.as("join"), WindowStage.WINDOWS);
        judged.flatMapValues(
                judgement -> judgement instanceof Judged told ? List.of(told) : List.<Judged>of(),
                Named.as("to-verdicts")).to(settings.topics().verdicts().name(),
                        Produced.with(keys, verdicts()).withName("sink-verdicts"));
        return judged;
    }

    private Serde<Judged> verdicts() {
        return Serdes.serdeFrom(new VerdictSerializer(serde(WindowVerdict.class).serializer()), (topic, bytes) -> {
            throw new UnsupportedOperationException("verdicts aren't read here");
        });
    }

    /** Every source's telemetry, by service. */
    private KStream<String, Arrival> arrivals(StreamsBuilder builder) {
        @Nullable
        KStream<String, Arrival> keyed = null;
        @Nullable
        KStream<String, Arrival> loose = null;
        for (Source source : settings.sources()) {
            KStream<String, Arrival> arrivals = decoded(builder, source);
            if (source.keyed()) {
                keyed = keyed == null ? arrivals : keyed.merge(arrivals, Named.as("and-" + source.topic()));
            } else {
                loose = loose == null ? arrivals : loose.merge(arrivals, Named.as("and-" + source.topic()));
            }
        }
        if (loose == null) {
            return requireNonNull(keyed);
        }
        KStream<String, Arrival> rekeyed = loose.repartition(Repartitioned
                .with(keys, arrivals()).withName(BY_SERVICE)
                .withNumberOfPartitions(settings.partitions()));
        return keyed == null ? rekeyed : keyed.merge(rekeyed, Named.as("and-rekeyed"));
    }

    private KStream<String, Arrival> decoded(StreamsBuilder builder, Source source) {
        DecodeStage stage = new DecodeStage(source.topic(), source.format().decoder(avro, maps.wanted(source.topic())),
                maps, source.keyed(),
                settings.checks(),
                settings.longestHold(), ports.holds(), ports.lag(), ports.progress(),
                ports.counts().sampleAges(source.topic()), ports.counts());
        KStream<String, Decoded> decoded = builder
                .stream(source.topic(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                        .withName("source-" + source.topic()).withTimestampExtractor(new RecordTime()))
                .process(stage, Named.as("decode-" + source.topic()));
        String name = "decoded-" + source.topic();
        Map<String, KStream<String, Decoded>> branches = decoded.split(Named.as(name))
                .branch((key, value) -> value instanceof DeadLetter, Branched.as("-dead"))
                .defaultBranch(Branched.as("-usable"));
        branch(branches, name + "-dead")
                .mapValues(value -> ((DeadLetter) value).bytes(), Named.as("bury-" + source.topic()))
                .to(settings.topics().deadLetters().name(), Produced.with(keys, Serdes.ByteArray())
                        .withName("dead-letters-" + source.topic()));
        return branch(branches, name + "-usable").mapValues(value -> ((Usable) value).arrival(),
                Named.as("arrival-" + source.topic()));
    }

    private static <V> KStream<String, V> branch(Map<String, KStream<String, V>> branches, String name) {
        return requireNonNull(branches.get(name), name);
    }

    /** The topics of which each evaluating task reads its own partition. */
    private List<String> inputs() {
        List<String> inputs = new ArrayList<>(settings.keyedTopics());
        if (!settings.topicsToRekey().isEmpty()) {
            inputs.add(settings.rekeyedTopic());
        }
        return inputs;
    }

    /** Samples as the records they are on topics, mapped ones in their own form. */
    private Serde<Arrival> arrivals() {
        Serde<TelemetrySample> records = serde(TelemetrySample.class);
        return Serdes.serdeFrom((topic, arrival) -> switch (arrival) {
            case null -> null;
            case Arrival.Measured(Sample sample) -> records.serializer().serialize(topic, sample.toRecord());
            case Arrival.Mapped(MappedSample sample) -> MappedSampleCodec.write(sample);
        }, (topic, bytes) -> arrival(records.deserializer(), topic, bytes));
    }

    private static @Nullable Arrival arrival(Deserializer<TelemetrySample> records, String topic,
            byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return null;
        }
        if (bytes[0] != MappedSampleCodec.FIRST) {
            return new Arrival.Measured(Sample.of(records.deserialize(topic, bytes)));
        }
        MappedSample sample = MappedSampleCodec.read(bytes);
        return sample == null ? null : new Arrival.Mapped(sample);
    }

    private <R extends SpecificRecord> Serde<R> serde(Class<R> type) {
        return AvroSerde.of(ports.registry(), ports.serdes(), type);
    }
}
