package dev.tocsin.topology.told;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.frame.Outcome;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.decode.DeadLetters;
import dev.tocsin.topology.decode.Decoded;

/**
 * Reads a topic of records about services, keyed by service. A record whose schema the registry can't be asked for is a
 * dead letter and holds nothing up: no telemetry waits for it.
 *
 * @param counter what each record is counted under, with what it says or why it can't be used
 */
public record ToldStage<R extends SpecificRecord, V>(FramedAvro<R> framed, Saying.Reading<R, V> reading, String counter,
        Counts counts) implements ProcessorSupplier<byte[], byte[], String, Told<V>> {

    @Override
    public Processor<byte[], byte[], String, Told<V>> get() {
        return new Reader<>(this);
    }

    private Saying<V> read(byte @Nullable [] key, byte @Nullable [] value, long recordTime) {
        return switch (framed.read(value)) {
            case Outcome.Decoded<R>(R record) -> checked(key, record, recordTime);
            case Outcome.RegistryUnreachable<R> held -> new Saying.Unusable<>(held.reason(), held.cause());
            case Outcome.Failed<R> failed -> new Saying.Unusable<>(failed.reason(), failed.cause());
        };
    }

    private Saying<V> checked(byte @Nullable [] key, R record, long recordTime) {
        try {
            Saying<V> saying = reading.of(record, Instant.ofEpochMilli(recordTime));
            String name = key == null ? "" : new String(key, StandardCharsets.UTF_8);
            return saying instanceof Saying.Of<V> of && !name.equals(of.service().toString())
                    ? new Saying.Unusable<>("key_mismatch", "the key is '" + name + "', not " + of.service())
                    : saying;
        } catch (IllegalArgumentException e) {
            return new Saying.Unusable<>("unusable_service", String.valueOf(e.getMessage()));
        }
    }

    /** Reads record by record. */
    private static final class Reader<R extends SpecificRecord, V>
            extends
                ContextualProcessor<byte[], byte[], String, Told<V>> {

        private final ToldStage<R, V> stage;

        Reader(ToldStage<R, V> stage) {
            this.stage = stage;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            switch (stage.read(record.key(), record.value(), record.timestamp())) {
                case Saying.Of<V>(var service, String label, V value) -> {
                    stage.counts.count(stage.counter, label);
                    context().forward(
                            new Record<>(service.toString(), new Told.Usable<>(value), record.timestamp()));
                }
                case Saying.ToAll<V>(String label, V value) -> {
                    stage.counts.count(stage.counter, label);
                    context().forward(new Record<>("", new Told.Usable<>(value), record.timestamp()));
                }
                case Saying.Unusable<V>(String reason, String detail) -> {
                    stage.counts.count(stage.counter, reason);
                    RecordMetadata source = context().recordMetadata().orElseThrow();
                    Decoded.DeadLetter letter = DeadLetters.of(record.value(), reason, detail);
                    context().forward(new Record<>(DeadLetters.key(source), new Told.Dead<>(letter),
                            record.timestamp(), letter.headers()));
                }
            }
        }
    }
}
