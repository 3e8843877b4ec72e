package dev.tocsin.detectors.stored;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;
import java.util.zip.CRC32;

/** What is around a stored model: the magic of its kind and a version before it, a CRC-32 of all that behind. */
final class Seal {

    static final int STANDARD = magic('M');
    static final int LIGHT = magic('L');

    private static final List<Integer> KINDS = List.of(STANDARD, LIGHT);
    private static final int OVERHEAD = 2 * Integer.BYTES;
    private static final int VERSION = 0xff;

    private Seal() {}

    private static int magic(char kind) {
        return 'T' << 24 | 'D' << 16 | kind << 8;
    }

    static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** Reads a model of a kind, known up to the newest version, from its body and version. */
    static <M> Reading<M> open(byte[] bytes, int kind, int newest, BiFunction<Source, Integer, M> body) {
        if (bytes.length < OVERHEAD) {
            return new Reading.Torn<>(bytes.length + " bytes, fewer than any stored model has");
        }
        int head = ByteBuffer.wrap(bytes).getInt();
        int version = head & VERSION;
        if (!KINDS.contains(head & ~VERSION)) {
            return new Reading.Torn<>("doesn't begin as a stored model");
        }
        if ((head & ~VERSION) != kind) {
            return new Reading.OtherKind<>();
        }
        if (version == 0 || version > newest) {
            return new Reading.UnknownVersion<>(version, newest);
        }
        int end = bytes.length - Integer.BYTES;
        if (checksum(bytes, end) != ByteBuffer.wrap(bytes, end, Integer.BYTES).getInt()) {
            return new Reading.Torn<>("checksum doesn't match");
        }
        Source source = new Source(ByteBuffer.wrap(bytes, Integer.BYTES, end - Integer.BYTES));
        return new Reading.Read<>(body.apply(source, version));
    }
}
