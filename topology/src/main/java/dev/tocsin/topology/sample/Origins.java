package dev.tocsin.topology.sample;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Who samples come from, found by the bytes of namespace, service and instance. Bounded; safe for use by many threads. */
final class Origins {

    private static final int BITS = 13;
    private static final int MOST_BYTES = 512;

    private final @Nullable Origin[] recent = new @Nullable Origin[1 << BITS];

    /** One origin. It remembers its labels as it had them last. */
    static final class Origin {

        private static final Labels NONE = new Labels(new byte[]{0}, Map.of());

        private final byte[] bytes;
        private final Identity identity;
        private final String instance;
        private Labels last = NONE;

        /** Labels and their bytes. */
        private record Labels(byte[] bytes, Map<String, String> labels) {}

        private Origin(byte[] bytes) {
            AvroCursor in = new AvroCursor(bytes, 0);
            this.bytes = bytes;
            this.identity = Identity.of(in.readString(), in.readString());
            this.instance = in.readString();
        }

        Identity identity() {
            return identity;
        }

        String instance() {
            return instance;
        }

        /** Reads a map of labels, the last thing of a sample. */
        Map<String, String> labels(AvroCursor in) {
            Labels known = last;
            int from = in.position();
            int end = in.bytes().length;
            if (Arrays.equals(known.bytes, 0, known.bytes.length, in.bytes(), from, end)) {
                in.moveTo(end);
                return known.labels;
            }
            Map<String, String> labels = read(in);
            if (in.position() - from <= MOST_BYTES) {
                last = new Labels(Arrays.copyOfRange(in.bytes(), from, in.position()), labels);
            }
            return labels;
        }

        private static Map<String, String> read(AvroCursor in) {
            Map<String, String> labels = new HashMap<>();
            for (int count = in.readCount(2); count > 0; count = in.readCount(2)) {
                for (int label = 0; label < count; label++) {
                    labels.put(in.readString(), in.readString());
                }
            }
            return Map.copyOf(labels);
        }
    }

    Origin of(byte[] bytes, int from, int to) {
        int place = Bytes.place(bytes, from, to, BITS);
        Origin known = recent[place];
        if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, to)) {
            return known;
        }
        Origin made = new Origin(Arrays.copyOfRange(bytes, from, to));
        if (to - from <= MOST_BYTES) {
            recent[place] = made;
        }
        return made;
    }
}
