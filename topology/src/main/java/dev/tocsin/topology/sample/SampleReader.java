package dev.tocsin.topology.sample;

import java.util.Arrays;
import java.util.Map;

import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.frame.Frame;
import dev.tocsin.schemas.registry.RegistryException;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.v1.TelemetrySample;

/**
 * Reads framed {@code TelemetrySample}s by hand where they were written with exactly this build's schema, which is the
 * usual case: without a record, a map and boxed values in between, and with the names of services and metrics found by
 * their bytes. Whatever else there is, or isn't well-formed, it leaves to Avro, which says what is wrong with it.
 *
 * <p>
 * Safe for use by many threads: what is remembered is immutable, and a lost race only costs a repetition.
 */
public final class SampleReader {

    private static final long OWN = SchemaNormalization.parsingFingerprint64(TelemetrySample.getClassSchema());

    private final SchemaRegistry registry;
    private final Origins origins = new Origins();
    private final NameForms forms = new NameForms();
    /** Schema ids that are this build's schema, and ids that aren't. */
    private volatile int[] own = {};
    private volatile int[] foreign = {};

    public SampleReader(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** The sample of a frame, or null where Avro is to read it. */
    public @Nullable Sample read(byte @Nullable [] frame) {
        if (frame == null || frame.length < Frame.HEADER_BYTES || frame[0] != Frame.MAGIC
                || !contains(own, Frame.id(frame))) {
            return null;
        }
        try {
            return read(new AvroCursor(frame, Frame.HEADER_BYTES));
        } catch (IndexOutOfBoundsException | IllegalArgumentException broken) {
            return null;
        }
    }

    /** Tells of a frame that Avro has read, so that further ones of its schema may be read by hand. */
    public void learn(byte[] frame) {
        int id = Frame.id(frame);
        if (contains(own, id) || contains(foreign, id)) {
            return;
        }
        try {
            if (SchemaNormalization.parsingFingerprint64(registry.schema(id)) == OWN) {
                own = with(own, id);
            } else {
                foreign = with(foreign, id);
            }
        } catch (RegistryException unreachable) {
            // Avro goes on reading them; the next frame asks again.
        }
    }

    private @Nullable Sample read(AvroCursor in) {
        int start = in.position();
        in.skipString();
        in.skipString();
        in.skipString();
        Origins.Origin origin = origins.of(in.bytes(), start, in.position());
        long time = in.readLong();
        double[] values = new double[in.readCount(Double.BYTES + 1)];
        MetricNames names = values.length == 0 ? NameForms.NONE : forms.read(in, values);
        if (values.length > 0 && in.readLong() != 0) {
            return null; // another block of the map
        }
        Map<String, String> labels = origin.labels(in);
        return in.atEnd()
                ? new Sample(origin.identity(), origin.instance(), time, names, values, labels)
                : null;
    }

    private static boolean contains(int[] ids, int id) {
        for (int known : ids) {
            if (known == id) {
                return true;
            }
        }
        return false;
    }

    private static int[] with(int[] ids, int id) {
        int[] more = Arrays.copyOf(ids, ids.length + 1);
        more[ids.length] = id;
        return more;
    }
}
