package dev.tocsin.schemas.serde;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.frame.Outcome;
import dev.tocsin.schemas.registry.RegistryException;

/**
 * Reads framed Avro where bytes that can't be read are a bug; where they are to be expected, as in telemetry, use
 * {@link FramedAvro}. Safe for use by many threads.
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {

    private final FramedAvro<T> framed;

    public AvroDeserializer(FramedAvro<T> framed) {
        this.framed = framed;
    }

    /** @throws SerializationException caused by a {@link RegistryException} where trying again may help */
    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        return switch (framed.read(bytes)) {
            case Outcome.Decoded<T>(T record) -> record;
            case Outcome.RegistryUnreachable<T> held -> throw new SerializationException(
                    "A record of " + topic + " can't be read now: " + held.cause(),
                    new RegistryException(held.failure()));
            case Outcome.Failed<T> failed -> throw new SerializationException(
                    "A record of " + topic + " can't be read (" + failed.reason() + "): " + failed.cause());
        };
    }
}
