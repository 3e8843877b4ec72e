package dev.tocsin.topology.decode;

import java.util.List;

import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.frame.Outcome;
import dev.tocsin.schemas.v1.TelemetrySample;
import dev.tocsin.topology.sample.Sample;

/** Reads {@code TelemetrySample}s in Confluent's wire format. */
public record AvroDecoder(FramedAvro<TelemetrySample> framed) implements Decoder {

    @Override
    public Decoding decode(byte[] value, long recordMillis) {
        return switch (framed.read(value)) {
            case Outcome.Decoded<TelemetrySample> decoded -> new Decoding.Samples(List.of(Sample.of(decoded.record())));
            case Outcome.RegistryUnreachable<TelemetrySample> held -> new Decoding.Held(held.reason(), held.cause());
            case Outcome.Failed<TelemetrySample> failed -> new Decoding.Unreadable(failed.reason(), failed.cause());
        };
    }
}
