package dev.tocsin.topology.decode.otlp;

import dev.tocsin.topology.decode.Decoder;
import dev.tocsin.topology.decode.Decoding;
import dev.tocsin.topology.decode.Words;
import dev.tocsin.topology.telemetry.Wanted;

/** Reads OTLP protobuf: every kind of metric, unknown fields skipped. */
public final class OtlpProtoDecoder implements Decoder {

    private final Wanted wanted;
    private final Words words = new Words();

    public OtlpProtoDecoder(Wanted wanted) {
        this.wanted = wanted;
    }

    @Override
    public Decoding decode(byte[] value, long recordMillis) {
        try {
            return new OtlpProtoRequest(new ProtoReader(value), wanted, words).read();
        } catch (TornException torn) {
            return new Decoding.Unreadable("torn", "not an OTLP request: " + torn.getMessage());
        }
    }
}
