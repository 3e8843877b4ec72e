package dev.tocsin.schemas.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The five bytes before the Avro. */
public final class Frame {

    /** The first byte. */
    public static final byte MAGIC = 0;
    /** Bytes before the Avro. */
    public static final int HEADER_BYTES = 5;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Frame() {}

    /** The schema id in a frame of at least {@link #HEADER_BYTES} bytes. */
    public static int id(byte[] frame) {
        return (int) INT.get(frame, 1);
    }

    /** Writes the header into the beginning of {@code frame}. */
    public static void putHeader(byte[] frame, int id) {
        frame[0] = MAGIC;
        INT.set(frame, 1, id);
    }
}
