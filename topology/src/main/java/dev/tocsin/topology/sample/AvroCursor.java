package dev.tocsin.topology.sample;

import java.nio.charset.StandardCharsets;

/**
 * A place in Avro's binary encoding that moves on as it is read. Throws {@link IndexOutOfBoundsException} beyond the end
 * and {@link IllegalArgumentException} for what can't be.
 */
final class AvroCursor {

    private static final int MOST_VARINT_BITS = 63;

    private final byte[] bytes;
    private int position;

    AvroCursor(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    void moveTo(int place) {
        position = place;
    }

    boolean atEnd() {
        return position == bytes.length;
    }

    /** A zigzag varint. */
    long readLong() {
        long raw = 0;
        for (int shift = 0; shift <= MOST_VARINT_BITS; shift += 7) {
            byte next = bytes[position++];
            raw |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return raw >>> 1 ^ -(raw & 1);
            }
        }
        throw new IllegalArgumentException("a varint of more than ten bytes");
    }

    /** The length of a string or of a map's first block, which isn't negative and fits what follows. */
    int readCount(int leastBytesEach) {
        long count = readLong();
        if (count < 0 || count > (bytes.length - position) / leastBytesEach) {
            throw new IllegalArgumentException("a length of " + count);
        }
        return (int) count;
    }

    void skipString() {
        int length = readCount(1);
        position += length;
    }

    String readString() {
        int length = readCount(1);
        position += length;
        return new String(bytes, position - length, length, StandardCharsets.UTF_8);
    }
}
