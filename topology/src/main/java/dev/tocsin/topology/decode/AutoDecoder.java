package dev.tocsin.topology.decode;

/**
 * Tells the format by a record's first byte: 0x00 framed Avro, an opening brace or bracket JSON, 0x0A OTLP protobuf, and
 * what begins with any other printable character influx line protocol.
 */
public record AutoDecoder(Decoder avro, Decoder otlpProto, Decoder json, Decoder influx) implements Decoder {

    private static final int FIRST_PRINTABLE = 0x21;
    private static final int DELETE = 0x7F;
    private static final int FIRST_OF_TWO_BYTES = 0xC2;

    @Override
    public Decoding decode(byte[] value, long recordMillis) {
        if (value.length == 0) {
            return new Decoding.Unreadable("empty", "the record has no bytes");
        }
        return switch (value[0]) {
            case 0x00 -> avro.decode(value, recordMillis);
            case '{', '[' -> json.decode(value, recordMillis);
            case 0x0A -> otlpProto.decode(value, recordMillis);
            default -> isPrintable(value[0] & 0xFF)
                    ? influx.decode(value, recordMillis)
                    : new Decoding.Unreadable("unknown_format",
                            "begins with 0x%02X, which is no format known here".formatted(value[0]));
        };
    }

    /** A character of ASCII, or the first byte of any other in UTF-8. */
    private static boolean isPrintable(int first) {
        return first >= FIRST_PRINTABLE && first < DELETE || first >= FIRST_OF_TWO_BYTES && first < 0xF5;
    }
}
