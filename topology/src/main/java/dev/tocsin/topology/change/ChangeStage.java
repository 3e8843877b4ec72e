package dev.tocsin.topology.change;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.frame.Outcome;
import dev.tocsin.schemas.v1.ChangeEvent;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.decode.DeadLetters;
import dev.tocsin.topology.decode.Decoded;
import dev.tocsin.topology.wire.Changes;

/**
 * Reads the topic of changes. A record whose schema the registry can't be asked for is a dead letter and holds nothing
 * up: no telemetry waits for a change.
 */
public record ChangeStage(FramedAvro<ChangeEvent> framed,
        Counts counts) implements ProcessorSupplier<byte[], byte[], String, ChangeRead> {

    /** A change further ahead of its own record than this has a wrong clock. */
    private static final Duration MOST_AHEAD = Duration.ofMinutes(10);
    private static final String COUNTER = "tocsin_changes";

    @Override
    public Processor<byte[], byte[], String, ChangeRead> get() {
        return new Reader(this);
    }

    /** The change, or why the record can't be used: a named reason and its detail. */
    private sealed interface Reading {

        record Read(String key, Change change) implements Reading {}

        record Unusable(String reason, String detail) implements Reading {}
    }

    private Reading read(byte @Nullable [] key, byte @Nullable [] value, long recordTime) {
        return switch (framed.read(value)) {
            case Outcome.Decoded<ChangeEvent>(ChangeEvent event) -> checked(key, event, recordTime);
            case Outcome.RegistryUnreachable<ChangeEvent> held -> new Reading.Unusable(held.reason(), held.cause());
            case Outcome.Failed<ChangeEvent> failed -> new Reading.Unusable(failed.reason(), failed.cause());
        };
    }

    private static Reading checked(byte @Nullable [] key, ChangeEvent event, long recordTime) {
        if (event.getAt().toEpochMilli() > recordTime + MOST_AHEAD.toMillis()) {
            return new Reading.Unusable("clock_ahead", event.getAt() + " is far ahead of the record's own time");
        }
        try {
            Change change = Changes.fromRecord(event).orElse(null);
            if (change == null) {
                return new Reading.Unusable("unknown_kind", "a kind of change that this version doesn't know");
            }
            String name = key == null ? "" : new String(key, StandardCharsets.UTF_8);
            return name.equals(change.service().toString())
                    ? new Reading.Read(name, change)
                    : new Reading.Unusable("key_mismatch", "the key is '" + name + "', not " + change.service());
        } catch (IllegalArgumentException e) {
            return new Reading.Unusable("unusable_service", String.valueOf(e.getMessage()));
        }
    }

    /** Reads record by record. */
    private static final class Reader extends ContextualProcessor<byte[], byte[], String, ChangeRead> {

        private final ChangeStage stage;

        Reader(ChangeStage stage) {
            this.stage = stage;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            switch (stage.read(record.key(), record.value(), record.timestamp())) {
                case Reading.Read(String key, Change change) -> {
                    stage.counts.count(COUNTER, change.kind().name().toLowerCase(Locale.ROOT));
                    context().forward(new Record<>(key, new ChangeRead.Usable(change), record.timestamp()));
                }
                case Reading.Unusable(String reason, String detail) -> {
                    stage.counts.count(COUNTER, reason);
                    RecordMetadata source = context().recordMetadata().orElseThrow();
                    Decoded.DeadLetter letter = DeadLetters.of(record.value(), reason, detail);
                    context().forward(new Record<>(DeadLetters.key(source), new ChangeRead.Dead(letter),
                            record.timestamp(), letter.headers()));
                }
            }
        }
    }
}
