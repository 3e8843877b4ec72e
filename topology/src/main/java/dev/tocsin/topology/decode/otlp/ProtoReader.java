package dev.tocsin.topology.decode.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads protobuf's wire format forwards, within a message at a time. What isn't asked for is skipped without being
 * looked at, so depth costs nothing. Can go back, as a field that decides may come after those it decides about.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the wire format</a>
 */
final class ProtoReader {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final VarHandle LITTLE_ENDIAN = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int at;
    private int end;

    ProtoReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    void backTo(int position) {
        at = position;
    }

    /** Whether the message has another field. */
    boolean more() {
        return at < end;
    }

    /** A field's number and wire type, as {@code number << 3 | type}. */
    int tag() throws TornException {
        long tag = varint();
        if (tag >>> 3 == 0 || tag >>> 32 != 0) {
            throw new TornException("field number " + (tag >>> 3) + " at byte " + at);
        }
        return (int) tag;
    }

    long varint() throws TornException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= end) {
                throw new TornException("a number ends at byte " + end);
            }
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new TornException("a number of more than ten bytes at byte " + at);
    }

    /** A signed number in zigzag form. */
    int zigzag() throws TornException {
        int value = (int) varint();
        return value >>> 1 ^ -(value & 1);
    }

    long fixed64() throws TornException {
        need(Long.BYTES);
        long value = (long) LITTLE_ENDIAN.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    double float64() throws TornException {
        return Double.longBitsToDouble(fixed64());
    }

    /** Length of the bytes that follow, which are all there. */
    int length() throws TornException {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw new TornException(Long.toUnsignedString(length) + " bytes announced at byte " + at + ", " + (end - at)
                    + " are left");
        }
        return (int) length;
    }

    /** Goes into the message that follows; {@link #leave} takes what is returned. */
    int enter() throws TornException {
        int length = length();
        int outer = end;
        end = at + length;
        return outer;
    }

    void leave(int outer) {
        at = end;
        end = outer;
    }

    void skip(int tag) throws TornException {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED64 -> pass(Long.BYTES);
            case BYTES -> pass(length());
            case FIXED32 -> pass(Integer.BYTES);
            default -> throw new TornException("wire type " + (tag & 7) + " at byte " + at);
        }
    }

    /** Passes over some bytes. */
    void pass(int length) throws TornException {
        need(length);
        at += length;
    }

    private void need(int length) throws TornException {
        if (length > end - at) {
            throw new TornException(length + " bytes needed at byte " + at + ", " + (end - at) + " are left");
        }
    }
}
