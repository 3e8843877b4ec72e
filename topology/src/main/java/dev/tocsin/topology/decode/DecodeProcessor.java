package dev.tocsin.topology.decode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.topology.clock.InputWatch;
import dev.tocsin.topology.derive.Arrival;
import dev.tocsin.topology.derive.MappedSample;
import dev.tocsin.topology.map.Mapper;
import dev.tocsin.topology.sample.Sample;
import dev.tocsin.topology.telemetry.ResourcePoints;

/** Reads bytes as samples; what can't be read becomes a dead letter, and what can't be known yet waits. */
final class DecodeProcessor implements Processor<byte[], byte[], String, Decoded> {

    private static final Duration REPORT = Duration.ofSeconds(1);
    private static final long HOLD_STEP_MILLIS = 500;
    /** What Kafka Streams sets for its producers under exactly-once. */
    private static final long STREAMS_TRANSACTION_MILLIS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(DecodeProcessor.class);

    private final DecodeStage stage;
    private @Nullable ProcessorContext<String, Decoded> context;
    private @Nullable InputWatch watch;

    DecodeProcessor(DecodeStage stage) {
        this.stage = stage;
    }

    @Override
    public void init(ProcessorContext<String, Decoded> assigned) {
        context = assigned;
        if (!stage.keyed()) {
            InputWatch own = new InputWatch(stage.lag(), stage.progress(), List.of(stage.topic()),
                    assigned.taskId().partition());
            watch = own;
            assigned.schedule(REPORT, PunctuationType.WALL_CLOCK_TIME, own::report);
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (watch != null) {
            watch.read(stage.topic(), record.timestamp());
        }
        byte @Nullable [] value = record.value();
        Decoding decoding = value == null
                ? new Decoding.Unreadable("null", "the record has no value")
                : decodeOrWait(value, record.timestamp());
        switch (decoding) {
            case Decoding.Samples(List<Sample> samples) -> forward(record, samples);
            case Decoding.Points(List<ResourcePoints> resources, Map<LeftOut, Integer> left) -> {
                left.forEach((reason, times) -> stage.count(reason.label(), times));
                map(record, resources);
            }
            case Decoding.Unreadable(String reason, String detail) -> {
                stage.count(reason);
                bury(record, reason, detail);
            }
            case Decoding.Held held -> throw new IllegalStateException("still held: " + held.reason());
        }
    }

    private Decoding decodeOrWait(byte[] value, long recordMillis) {
        Decoding decoding = stage.decoder().decode(value, recordMillis);
        if (!(decoding instanceof Decoding.Held)) {
            return decoding;
        }
        String input = stage.topic() + "-" + here().taskId().partition();
        long since = System.nanoTime(); // the context's time stands still while a record is processed
        try {
            while (decoding instanceof Decoding.Held(String reason, String detail)) {
                stage.holds().hold(input, detail);
                stage.count(reason);
                if (stage.holds().areGivenUp() || System.nanoTime() - since > stage.longestHold().toNanos()) {
                    throw new HeldTooLongException(input + " has waited long enough for the registry: " + detail);
                }
                Thread.sleep(HOLD_STEP_MILLIS);
                decoding = stage.decoder().decode(value, recordMillis);
            }
            tellIfTheTransactionIsOver(input, Duration.ofNanos(System.nanoTime() - since));
            return decoding;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HeldTooLongException(input + " was interrupted while it waited for the registry");
        } finally {
            stage.holds().release(input);
        }
    }

    /** Sends on what can be used; a record of which nothing can, though it has samples, is a dead letter, once. */
    /** What Kafka Streams then says of it is true of the mechanism and not of the cause. */
    private void tellIfTheTransactionIsOver(String input, Duration waited) {
        Object set = here().appConfigs().get(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
        long most = set == null ? STREAMS_TRANSACTION_MILLIS : Long.parseLong(set.toString());
        if (waited.toMillis() > most) {
            LOG.info(
                    "{} waited {} s for the registry, longer than a transaction may last ({} s): Kafka Streams now says"
                            + " that its task was migrated or fenced, joins its group anew and reads the records again; nothing is"
                            + " lost or doubled",
                    input, waited.toSeconds(), most / 1_000);
        }
    }

    private void forward(Record<byte[], byte[]> record, List<Sample> samples) {
        boolean any = false;
        SampleChecks.@Nullable Refusal last = null;
        for (Sample sample : samples) {
            stage.ages().saw(sample.timeMillis(), record.timestamp());
            switch (checked(record, sample)) {
                case SampleChecks.Usable(Sample usable) -> {
                    any = true;
                    stage.count("decoded");
                    forward(record, usable);
                }
                case SampleChecks.Refusal refusal -> {
                    stage.count(refusal.reason());
                    last = refusal;
                }
            }
        }
        if (last != null && !any) {
            bury(record, last.reason(), last.detail());
        }
    }

    /** Sends on a sample as it is, but for the metrics that a map of this topic takes. */
    private void forward(Record<byte[], byte[]> record, Sample sample) {
        Mapper own = stage.maps().ofOwn(stage.topic());
        if (own == null) {
            forward(record, new Arrival.Measured(sample));
            return;
        }
        BitSet taken = new BitSet();
        Unmapped unmapped = new Unmapped();
        Optional<MappedSample> mapped = own.own(sample, taken::set, unmapped);
        unmapped.reasons().forEach(stage::count);
        if (taken.cardinality() < sample.values().length) {
            forward(record, new Arrival.Measured(sample.without(taken)));
        }
        mapped.ifPresent(some -> forward(record, new Arrival.Mapped(some)));
    }

    private void forward(Record<byte[], byte[]> record, Arrival arrival) {
        here().forward(new Record<>(arrival.key(), new Decoded.Usable(arrival), record.timestamp()));
    }

    /** Sends on what the maps make of foreign telemetry; of what has no name or time they make nothing. */
    private void map(Record<byte[], byte[]> record, List<ResourcePoints> resources) {
        Mapper mapper = stage.maps().of(stage.topic());
        boolean any = false;
        Unmapped unmapped = new Unmapped();
        for (MappedSample sample : mapper.map(resources, record.timestamp(), unmapped)) {
            stage.ages().saw(sample.newest(), record.timestamp());
            Arrival arrival = new Arrival.Mapped(sample);
            if (stage.keyed() && !isKey(record.key(), arrival.key())) {
                unmapped.left(arrival.key(), "key_mismatch");
            } else {
                any = true;
                stage.count("decoded");
                forward(record, arrival);
            }
        }
        unmapped.reasons().forEach(stage::count);
        if (!any && unmapped.fault() != null) {
            bury(record, unmapped.fault(), "of no point a service and a time can be told: " + unmapped.example());
        }
    }

    private SampleChecks.Checked checked(Record<byte[], byte[]> record, Sample sample) {
        SampleChecks.Checked checked = stage.checks().check(sample, record.timestamp(), stage::count);
        if (stage.keyed() && checked instanceof SampleChecks.Usable(Sample usable)
                && !isKey(record.key(), usable.key())) {
            return new SampleChecks.Refusal("key_mismatch", "the topic is said to be keyed by service, but this "
                    + "record's key isn't " + usable.key() + "; set keyed: false for the source");
        }
        return checked;
    }

    private static boolean isKey(byte @Nullable [] key, String service) {
        if (key == null || key.length < service.length()) {
            return false;
        }
        for (int index = 0; index < service.length(); index++) {
            char letter = service.charAt(index);
            if (letter > 0x7F) {
                return new String(key, StandardCharsets.UTF_8).equals(service);
            }
            if (key[index] != letter) {
                return false;
            }
        }
        return key.length == service.length();
    }

    private void bury(Record<byte[], byte[]> record, String reason, String detail) {
        RecordMetadata source = here().recordMetadata().orElseThrow();
        Decoded.DeadLetter letter = DeadLetters.of(record.value(), reason, detail);
        here().forward(new Record<>(DeadLetters.key(source), letter, record.timestamp(), letter.headers()));
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        watch = null;
        context = null;
    }

    private ProcessorContext<String, Decoded> here() {
        if (context == null) {
            throw new IllegalStateException("the decode stage is used before init");
        }
        return context;
    }
}
