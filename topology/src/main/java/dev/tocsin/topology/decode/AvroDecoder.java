package dev.tocsin.topology.decode;

import java.util.List;

import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.frame.Outcome;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.v1.TelemetrySample;
import dev.tocsin.topology.sample.Sample;
import dev.tocsin.topology.sample.SampleReader;

/** Reads {@code TelemetrySample}s in Confluent's wire format, of whatever schema can be read as this build's. */
public final class AvroDecoder implements Decoder {

    private final FramedAvro<TelemetrySample> framed;
    private final SampleReader quick;

    public AvroDecoder(SchemaRegistry registry) {
        framed = FramedAvro.of(registry, TelemetrySample.class);
        quick = new SampleReader(registry);
    }

    @Override
    public Decoding decode(byte[] value, long recordMillis) {
        Sample sample = quick.read(value);
        return sample != null ? new Decoding.Samples(List.of(sample)) : byAvro(value);
    }

    private Decoding byAvro(byte[] value) {
        return switch (framed.read(value)) {
            case Outcome.Decoded<TelemetrySample> decoded -> {
                quick.learn(value);
                yield new Decoding.Samples(List.of(Sample.of(decoded.record())));
            }
            case Outcome.RegistryUnreachable<TelemetrySample> held -> new Decoding.Held(held.reason(), held.cause());
            case Outcome.Failed<TelemetrySample> failed -> new Decoding.Unreadable(failed.reason(), failed.cause());
        };
    }
}
