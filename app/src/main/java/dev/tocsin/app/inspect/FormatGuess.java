package dev.tocsin.app.inspect;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.tocsin.topology.decode.Decoder;
import dev.tocsin.topology.decode.Decoding;
import dev.tocsin.topology.decode.Format;
import dev.tocsin.topology.telemetry.Wanted;

/** Which format each record has: the first that can read it, the one of the record before asked first. */
final class FormatGuess {

    private static final List<Format> JSON = List.of(Format.OTLP_JSON, Format.TELEGRAF_JSON, Format.PROMETHEUS_JSON);

    private final Map<Format, Decoder> decoders = new EnumMap<>(Format.class);
    private Format lastJson = Format.OTLP_JSON;

    /** A record as it was read. */
    record Read(Format format, Decoding decoding) {}

    FormatGuess(Decoder avro) {
        for (Format format : Format.values()) {
            decoders.put(format, format.decoder(avro, Wanted.ALL));
        }
    }

    /** @param format AUTO to tell it by the bytes */
    Read read(Format format, byte[] value, long recordMillis) {
        if (format != Format.AUTO || value.length == 0) {
            return as(format, value, recordMillis);
        }
        return switch (value[0]) {
            case 0x00 -> as(Format.AVRO, value, recordMillis);
            case 0x0A -> as(Format.OTLP_PROTO, value, recordMillis);
            case '{', '[' -> json(value, recordMillis);
            default -> new Read(Format.INFLUX, as(Format.AUTO, value, recordMillis).decoding());
        };
    }

    private Read json(byte[] value, long recordMillis) {
        Read read = as(lastJson, value, recordMillis);
        for (Format format : JSON) {
            if (!(read.decoding instanceof Decoding.Unreadable)) {
                lastJson = read.format;
                return read;
            }
            read = as(format, value, recordMillis);
        }
        return read;
    }

    private Read as(Format format, byte[] value, long recordMillis) {
        Decoder decoder = decoders.get(format);
        if (decoder == null) {
            throw new IllegalStateException("no decoder of " + format);
        }
        return new Read(format, decoder.decode(value, recordMillis));
    }
}
