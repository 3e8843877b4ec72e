package dev.tocsin.topology.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Makes dead letters: key {@code topic-partition-offset}, raw bytes cut at 256 KiB, cause and original size in headers. */
public final class DeadLetters {

    static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_DETAIL = 500;

    private DeadLetters() {}

    /** The key of its dead letter: {@code topic-partition-offset}. */
    public static String key(RecordMetadata source) {
        return source.topic() + "-" + source.partition() + "-" + source.offset();
    }

    /** The dead letter of a record's bytes, cut where they are too many, with why in its headers. */
    public static Decoded.DeadLetter of(byte @Nullable [] bytes, String reason, String detail) {
        byte[] whole = bytes == null ? new byte[0] : bytes;
        Headers headers = new RecordHeaders();
        headers.add("tocsin.cause", text(reason));
        headers.add("tocsin.detail", text(detail.length() <= MOST_DETAIL ? detail : detail.substring(0, MOST_DETAIL)));
        headers.add("tocsin.size", text(Integer.toString(whole.length)));
        return new Decoded.DeadLetter(whole.length <= MOST_BYTES ? whole : Arrays.copyOf(whole, MOST_BYTES), headers);
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
