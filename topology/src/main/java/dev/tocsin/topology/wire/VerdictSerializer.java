package dev.tocsin.topology.wire;

import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Relation;
import dev.tocsin.escalation.verdict.Verdict;
import dev.tocsin.schemas.frame.Frame;
import dev.tocsin.schemas.v1.WindowVerdict;
import dev.tocsin.topology.detect.Judgement.Judged;
import dev.tocsin.topology.detect.Shadow;

/**
 * Writes verdicts as framed {@code WindowVerdict}s by hand: a verdict has a reading per metric, and each would be a
 * record of its own on the way. Should the schema be another than the one this knows, Avro writes them all. Safe for
 * use by many threads.
 */
public final class VerdictSerializer implements Serializer<Judged> {

    /** Of the schema whose fields are written here, in Avro's parsing form. */
    static final long KNOWN_SCHEMA = 0x58CF_4155_12B5_E25DL;

    private static final boolean KNOWN = SchemaNormalization
            .parsingFingerprint64(WindowVerdict.getClassSchema()) == KNOWN_SCHEMA;
    private static final ThreadLocal<AvroBytes> SCRATCH = ThreadLocal.withInitial(AvroBytes::new);

    private final Serializer<WindowVerdict> avro;
    private volatile @Nullable Target last;

    /** A topic and the id that the schema has there. */
    private record Target(String topic, int schemaId) {}

    /** @param avro writes the first verdict of a topic, and so finds the schema's id */
    public VerdictSerializer(Serializer<WindowVerdict> avro) {
        this.avro = avro;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Judged judged) {
        if (judged == null) {
            return null;
        }
        Target target = last;
        if (target != null && target.topic.equals(topic)) {
            return write(target.schemaId, judged);
        }
        byte[] frame = avro.serialize(topic, Verdicts.toRecord(judged));
        if (KNOWN) {
            last = new Target(topic, Frame.id(frame));
        }
        return frame;
    }

    private static byte[] write(int schemaId, Judged judged) {
        Verdict verdict = judged.verdict();
        AvroBytes out = SCRATCH.get().begin(schemaId);
        out.text(verdict.service().namespace()).text(verdict.service().service());
        out.number(verdict.start().toEpochMilli()).number(verdict.end().toEpochMilli());
        out.number(place(verdict.phase())).number(verdict.samples());
        finite(out, verdict.score());
        finite(out, verdict.pValue());
        finite(out, verdict.rank());
        out.number(place(verdict.level())).bool(verdict.anomalous());
        if (!verdict.metrics().isEmpty()) {
            out.number(verdict.metrics().size());
            verdict.metrics().forEach((name, reading) -> write(out.text(name), reading));
        }
        write(out.number(0).text(judged.profile()), judged.shadow());
        finite(out, judged.alarming().from());
        write(out.decimal(judged.alarming().shift()), verdict.relation());
        return out.toArray();
    }

    private static void write(AvroBytes out, @Nullable Shadow shadow) {
        if (shadow == null) {
            out.number(0);
            return;
        }
        out.number(1).text(shadow.profile()).number(place(shadow.phase()));
        finite(out, shadow.score());
        finite(out, shadow.pValue());
        out.number(place(shadow.level())).bool(shadow.anomalous());
        if (shadow.top() == null) {
            out.number(0);
        } else {
            out.number(1).text(shadow.top());
        }
    }

    private static void write(AvroBytes out, @Nullable Relation relation) {
        if (relation == null) {
            out.number(0);
            return;
        }
        out.number(1).text(relation.odd().metric()).decimal(relation.odd().deviation()).decimal(relation.expected());
        out.number(relation.others().size());
        relation.others().forEach(other -> out.text(other.metric()).decimal(other.deviation()));
        out.number(0).decimal(relation.share());
    }

    private static void write(AvroBytes out, Reading reading) {
        out.decimal(reading.observed()).decimal(reading.expected()).decimal(reading.deviation())
                .number(place(reading.direction())).decimal(reading.share()).number(place(reading.level()));
    }

    /** A union of null and double. */
    private static void finite(AvroBytes out, double value) {
        if (Double.isFinite(value)) {
            out.number(1).decimal(value);
        } else {
            out.number(0);
        }
    }

    private static int place(Phase phase) {
        return switch (phase) {
            case WARMING_UP -> 1;
            case MATURE -> 2;
            case NO_DATA -> 3;
            case DRIFTED -> 4;
            case RELEARNING -> 5;
        };
    }

    private static int place(Level level) {
        return switch (level) {
            case NORMAL -> 0;
            case ELEVATED -> 1;
            case ANOMALOUS -> 2;
        };
    }

    private static int place(Direction direction) {
        return switch (direction) {
            case NONE -> 0;
            case UP -> 1;
            case DOWN -> 2;
        };
    }
}
