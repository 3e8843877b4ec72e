package dev.tocsin.topology.decode.json;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads JSON of producers: numbers as numbers or as strings, bounded in depth and length. */
public final class JsonReading {

    private static final int DEEPEST = 100;
    private static final int LONGEST_NUMBER = 400;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER).build())
            .build());

    private JsonReading() {}

    /**
     * The documents of a record, one after the other.
     *
     * @throws IOException now or later, if it isn't JSON, or is deeper or longer than telemetry ever is
     */
    static MappingIterator<JsonNode> documents(byte[] value) throws IOException {
        return JSON.readerFor(JsonNode.class).readValues(value);
    }

    /** A number written as number or string; NaN where there is none. */
    public static double number(JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        return value.isTextual() ? number(value.textValue()) : Double.NaN;
    }

    /** A number as people and programs write it, with {@code NaN}, {@code +Inf} and {@code Infinity}; NaN for any other text. */
    public static double number(String text) {
        return switch (text) {
            case "+Inf", "Inf", "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-Inf", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException no) {
                    yield Double.NaN;
                }
            }
        };
    }

    /** A 64-bit integer written as number or string; what isn't one reads as the given. */
    public static long integer(JsonNode value, long absent) {
        if (value.isNumber()) {
            return value.canConvertToLong() ? value.longValue() : absent;
        }
        try {
            return value.isTextual() ? Long.parseLong(value.textValue()) : absent;
        } catch (NumberFormatException no) {
            return absent;
        }
    }
}
