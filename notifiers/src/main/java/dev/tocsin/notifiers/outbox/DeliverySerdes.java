package dev.tocsin.notifiers.outbox;

import java.util.function.Predicate;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

import dev.tocsin.schemas.registry.RegistryException;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.v1.Delivery;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;

/**
 * How the records of a delivery are read and written.
 *
 * @param unreadable whether a failure of {@code notification} means that this record can never be read; otherwise it is
 *        tried again, and nothing behind it is told meanwhile
 */
public record DeliverySerdes(Deserializer<Notification> notification, Serializer<ReceiverState> stateWriter,
        Deserializer<ReceiverState> stateReader, Serializer<Delivery> delivery,
        Predicate<RuntimeException> unreadable) {

    /** In Confluent's wire format; a registry that can't be asked makes nothing unreadable. */
    public static DeliverySerdes of(SchemaRegistry registry, SerdeSettings settings) {
        AvroSerde<Notification> notification = AvroSerde.of(registry, settings, Notification.class);
        AvroSerde<ReceiverState> state = AvroSerde.of(registry, settings, ReceiverState.class);
        AvroSerde<Delivery> delivery = AvroSerde.of(registry, settings, Delivery.class);
        return new DeliverySerdes(notification.deserializer(), state.serializer(), state.deserializer(),
                delivery.serializer(), DeliverySerdes::isUnreadable);
    }

    private static boolean isUnreadable(RuntimeException failure) {
        return failure instanceof SerializationException && !(failure.getCause() instanceof RegistryException);
    }
}
