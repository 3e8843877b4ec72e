package dev.tocsin.detectors.stored;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

import dev.tocsin.detectors.stored.StoredModel.StoredBudget;
import dev.tocsin.detectors.stored.StoredModel.StoredGate;
import dev.tocsin.detectors.stored.StoredModel.StoredJoint;
import dev.tocsin.detectors.stored.StoredModel.StoredMetric;
import dev.tocsin.detectors.stored.StoredModel.StoredScale;
import dev.tocsin.detectors.stored.StoredModel.StoredTail;

/**
 * The bytes of a stored model, big-endian: magic {@code TDM}, one byte format version, the model's fields in their
 * order, CRC-32 of all that. Arrays and strings carry their length. A reader knows every version up to
 * {@value #VERSION}.
 */
public final class ModelBytes {

    public static final int VERSION = 1;

    private static final int MAGIC = 'T' << 24 | 'D' << 16 | 'M' << 8;
    private static final int OVERHEAD = 2 * Integer.BYTES;

    private ModelBytes() {}

    /** What reading gave. */
    public sealed interface Reading {

        record Read(StoredModel model) implements Reading {}

        /** Not a whole stored model: cut, overwritten, or something else. */
        record Torn(String detail) implements Reading {}

        /** Written by a newer release. */
        record UnknownVersion(int version) implements Reading {}
    }

    public static byte[] write(StoredModel model) {
        Sink sink = new Sink();
        sink.integer(MAGIC | VERSION);
        sink.string(model.profile());
        sink.integer(model.profileVersion());
        sink.number(model.windowNanos());
        sink.integer(model.windows());
        sink.number(model.lastEndSecond());
        sink.integer(model.lastEndNano());
        sink.real(model.smoothed());
        sink.integer(model.metrics().size());
        model.metrics().forEach(metric -> writeMetric(sink, metric));
        writeJoint(sink, model.joint());
        writeCalibration(sink, model);
        return sink.sealed();
    }

    private static void writeMetric(Sink sink, StoredMetric metric) {
        StoredScale scale = metric.scale();
        sink.string(metric.name());
        sink.real(scale.location());
        sink.real(scale.variance());
        sink.real(scale.swing());
        sink.real(scale.learned());
        sink.integer(scale.seen());
        sink.number(scale.absent());
        sink.reals(scale.first());
    }

    private static void writeJoint(Sink sink, StoredJoint joint) {
        sink.reals(joint.state());
        sink.flags(joint.present());
        sink.reals(joint.covariance());
        sink.real(joint.learned());
        sink.integer(joint.sinceFactored());
        sink.floats(joint.factor());
        sink.flags(joint.mask());
    }

    private static void writeCalibration(Sink sink, StoredModel model) {
        sink.real(model.gate().typical());
        sink.integer(model.gate().seen());
        sink.integer(model.gate().strange());
        StoredTail tail = model.tail();
        sink.reals(tail.first());
        sink.integer(tail.seen());
        sink.real(tail.median());
        sink.real(tail.threshold());
        sink.real(tail.gamma());
        sink.real(tail.learned());
        StoredBudget budget = model.budget();
        sink.real(budget.inTail());
        sink.real(budget.counted());
        sink.integer(budget.window());
        sink.real(budget.weight());
        sink.flags(new boolean[]{budget.touched()});
        sink.floats(model.history());
    }

    public static Reading read(byte[] bytes) {
        if (bytes.length < OVERHEAD) {
            return new Reading.Torn(bytes.length + " bytes, fewer than any stored model has");
        }
        int head = ByteBuffer.wrap(bytes).getInt();
        if ((head & ~0xff) != MAGIC) {
            return new Reading.Torn("doesn't begin as a stored model");
        }
        if ((head & 0xff) == 0 || (head & 0xff) > VERSION) {
            return new Reading.UnknownVersion(head & 0xff);
        }
        int body = bytes.length - Integer.BYTES;
        if (checksum(bytes, body) != ByteBuffer.wrap(bytes, body, Integer.BYTES).getInt()) {
            return new Reading.Torn("checksum doesn't match");
        }
        return new Reading.Read(readVersion1(new Source(ByteBuffer.wrap(bytes, Integer.BYTES, body - Integer.BYTES))));
    }

    private static StoredModel readVersion1(Source source) {
        String profile = source.string();
        int profileVersion = source.integer();
        long windowNanos = source.number();
        int windows = source.integer();
        long lastEndSecond = source.number();
        int lastEndNano = source.integer();
        double smoothed = source.real();
        int count = source.integer();
        List<StoredMetric> metrics = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            metrics.add(readMetric(source));
        }
        StoredJoint joint = new StoredJoint(source.reals(), source.flags(), source.reals(), source.real(),
                source.integer(), source.floats(), source.flags());
        StoredGate gate = new StoredGate(source.real(), source.integer(), source.integer());
        StoredTail tail = new StoredTail(source.reals(), source.integer(), source.real(), source.real(), source.real(),
                source.real());
        StoredBudget budget = new StoredBudget(source.real(), source.real(), source.integer(), source.real(),
                source.flags()[0]);
        return new StoredModel(profile, profileVersion, windowNanos, windows, lastEndSecond, lastEndNano, smoothed,
                metrics, joint, gate,
                tail, budget, source.floats());
    }

    private static StoredMetric readMetric(Source source) {
        return new StoredMetric(source.string(), new StoredScale(source.real(), source.real(), source.real(),
                source.real(), source.integer(), source.number(), source.reals()));
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** Grows as it is written to. */
    private static final class Sink {

        private ByteBuffer buffer = ByteBuffer.allocate(1 << 12);

        private ByteBuffer room(int bytes) {
            if (buffer.remaining() < bytes) {
                int size = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
                buffer = ByteBuffer.allocate(size).put(buffer.flip());
            }
            return buffer;
        }

        void integer(int value) {
            room(Integer.BYTES).putInt(value);
        }

        void number(long value) {
            room(Long.BYTES).putLong(value);
        }

        void real(double value) {
            room(Double.BYTES).putDouble(value);
        }

        void string(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            integer(bytes.length);
            room(bytes.length).put(bytes);
        }

        void reals(double[] values) {
            integer(values.length);
            room(values.length * Double.BYTES).asDoubleBuffer().put(values);
            buffer.position(buffer.position() + values.length * Double.BYTES);
        }

        void floats(float[] values) {
            integer(values.length);
            room(values.length * Float.BYTES).asFloatBuffer().put(values);
            buffer.position(buffer.position() + values.length * Float.BYTES);
        }

        void flags(boolean[] values) {
            integer(values.length);
            for (boolean value : values) {
                room(1).put((byte) (value ? 1 : 0));
            }
        }

        byte[] sealed() {
            byte[] body = new byte[buffer.position()];
            buffer.get(0, body);
            integer(checksum(body, body.length));
            byte[] all = new byte[buffer.position()];
            buffer.get(0, all);
            return all;
        }
    }

    /** Reads what the sink wrote; the checksum was verified before. */
    private record Source(ByteBuffer buffer) {

        int integer() {
            return buffer.getInt();
        }

        long number() {
            return buffer.getLong();
        }

        double real() {
            return buffer.getDouble();
        }

        String string() {
            byte[] bytes = new byte[integer()];
            buffer.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        double[] reals() {
            double[] values = new double[integer()];
            buffer.asDoubleBuffer().get(values);
            buffer.position(buffer.position() + values.length * Double.BYTES);
            return values;
        }

        float[] floats() {
            float[] values = new float[integer()];
            buffer.asFloatBuffer().get(values);
            buffer.position(buffer.position() + values.length * Float.BYTES);
            return values;
        }

        boolean[] flags() {
            boolean[] values = new boolean[integer()];
            for (int i = 0; i < values.length; i++) {
                values[i] = buffer.get() != 0;
            }
            return values;
        }
    }
}
