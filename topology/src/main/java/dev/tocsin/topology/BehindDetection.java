package dev.tocsin.topology;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.NeighbourNews;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.SwitchboardInput;
import dev.tocsin.topology.detect.Judgement;
import dev.tocsin.topology.escalate.EscalateStage;
import dev.tocsin.topology.escalate.Escalated;
import dev.tocsin.topology.escalate.RulesInForce;
import dev.tocsin.topology.switchboard.SwitchboardStage;
import dev.tocsin.topology.switchboard.Telling;
import dev.tocsin.topology.window.WindowStage;

/**
 * The path from what was judged to the outbox: the escalate stage, which also reads changes, what people say and what neighbours tell, and
 * the switchboard, of one partition.
 */
public record BehindDetection(TopologySettings settings, Ports ports) {

    /** @param judged by the task of each service, behind the window stage */
    public void addTo(StreamsBuilder builder, KStream<String, Judgement> judged) {
        var beside = new BesideTelemetry(settings, ports);
        KStream<String, Escalated> escalated = escalated(
                judged.merge(beside.changes(builder), Named.as("and-changes"))
                        .merge(beside.feedback(builder), Named.as("and-feedback"))
                        .merge(beside.neighbours(builder), Named.as("and-neighbours")));
        send(escalated, "neighbours", settings.topics().neighbours().name(), spread(),
                said -> said instanceof Escalated.Spread(NeighbourNews news) ? news : null);
        KStream<String, Telling> tellings = part(escalated, "switchboard-inputs",
                said -> said instanceof Escalated.Told(SwitchboardInput input) ? input : null)
                .repartition(Repartitioned.with(Serdes.String(), serde(SwitchboardInput.class))
                        .withName(TocsinTopology.SWITCHBOARD).withNumberOfPartitions(1))
                .process(new SwitchboardStage(ports.telling(), () -> ports.documents().current().dependencies(),
                        ports.counts()), Named.as(TocsinTopology.SWITCHBOARD));
        send(tellings, "notifications", settings.topics().notifications().name(), to(Notification.class),
                telling -> telling instanceof Telling.Outgoing(Notification notification) ? notification : null);
        send(tellings, "incidents", settings.topics().incidents().name(), to(IncidentEvent.class),
                telling -> telling instanceof Telling.Happened(IncidentEvent event) ? event : null);
    }

    private KStream<String, Escalated> escalated(KStream<String, Judgement> judged) {
        RulesInForce rules = new RulesInForce(ports.documents(), settings.window().grace(),
                settings.window().size());
        return judged.process(new EscalateStage(rules, settings.window(), ports.census(), ports.counts()),
                Named.as("escalate"), EscalateStage.INCIDENTS, WindowStage.WINDOWS);
    }

    /** News to the task of its service, what is said of the time to every task. */
    private Produced<String, NeighbourNews> spread() {
        StreamPartitioner<String, NeighbourNews> everywhere = (topic, key, value, partitions) -> value.getNews() == null
                ? Optional.of(all(partitions))
                : Optional.empty();
        return to(NeighbourNews.class).withStreamPartitioner(everywhere);
    }

    private static Set<Integer> all(int partitions) {
        return IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet());
    }

    private static <V, R extends SpecificRecord> void send(KStream<String, V> stream, String name, String topic,
            Produced<String, R> produced, Function<V, @Nullable R> record) {
        part(stream, name, record).to(topic, produced.withName("sink-" + name));
    }

    /** Of each value what it has for somebody; null where it has nothing. */
    private static <V, R extends SpecificRecord> KStream<String, R> part(KStream<String, V> stream, String name,
            Function<V, @Nullable R> record) {
        return stream.flatMap((key, value) -> {
            R out = record.apply(value);
            return out == null ? List.<KeyValue<String, R>>of() : List.of(KeyValue.pair(key, out));
        }, Named.as("to-" + name));
    }

    private <R extends SpecificRecord> Produced<String, R> to(Class<R> type) {
        return Produced.with(Serdes.String(), serde(type));
    }

    private <R extends SpecificRecord> Serde<R> serde(Class<R> type) {
        return AvroSerde.of(ports.registry(), ports.serdes(), type);
    }
}
