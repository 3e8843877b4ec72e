package dev.tocsin.escalation.automaton;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The stored form of a {@link ServiceState}: a version byte, a body of fixed layout ({@link Layout}; a table of strings
 * first, times in epoch milliseconds) and a CRC-32 of both. An empty state is no bytes at all.
 */
public final class StoredState {

    /** The layout that is written. Every layout ever written stays readable. */
    static final byte VERSION = 2;

    private static final byte FIRST = 1;

    private static final int CHECKSUM = Integer.BYTES;

    private StoredState() {}

    public static byte[] write(ServiceState state) {
        if (state.isEmpty()) {
            return new byte[0];
        }
        byte[] body = new StateWriter().write(state);
        ByteBuffer whole = ByteBuffer.allocate(1 + body.length + CHECKSUM).put(VERSION).put(body);
        return whole.putInt(checksum(whole.array(), 1 + body.length)).array();
    }

    /** @throws TornStateException if the bytes aren't whole, or were written by a later release */
    public static ServiceState read(byte[] bytes) {
        if (bytes.length == 0) {
            return ServiceState.EMPTY;
        }
        int end = bytes.length - CHECKSUM;
        if (end < 1 || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
            throw new TornStateException("state of " + bytes.length + " bytes is torn: its checksum doesn't fit");
        }
        if (bytes[0] != VERSION && bytes[0] != FIRST) {
            throw new TornStateException("state has layout " + bytes[0] + "; this release reads up to " + VERSION);
        }
        return read(bytes[0], ByteBuffer.wrap(Arrays.copyOfRange(bytes, 1, end)));
    }

    private static ServiceState read(byte layout, ByteBuffer body) {
        try {
            ServiceState state = layout == FIRST ? new StateReader1(body).read() : new StateReader(body).read();
            if (body.hasRemaining()) {
                throw new TornStateException("state is torn: " + body.remaining() + " bytes are left over");
            }
            return state;
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException
                | ArithmeticException | DateTimeException cause) {
            throw new TornStateException("state is torn: " + cause, cause);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
