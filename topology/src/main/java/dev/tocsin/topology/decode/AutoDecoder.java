package dev.tocsin.topology.decode;

/** Tells the format by a record's first byte. */
public record AutoDecoder(Decoder avro, Decoder otlpProto, Decoder otlpJson) implements Decoder {

    @Override
    public Decoding decode(byte[] value, long recordMillis) {
        if (value.length == 0) {
            return new Decoding.Unreadable("empty", "the record has no bytes");
        }
        return switch (value[0]) {
            case 0x00 -> avro.decode(value, recordMillis);
            case '{' -> otlpJson.decode(value, recordMillis);
            case 0x0A -> otlpProto.decode(value, recordMillis);
            default -> new Decoding.Unreadable("unknown_format",
                    "begins with 0x%02X, which is no format known here".formatted(value[0]));
        };
    }
}
