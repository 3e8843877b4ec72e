package dev.tocsin.notifiers.digest;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** The digest topic, and how its lines are read. */
public record DigestTopicReading(String name, Deserializer<? extends SpecificRecord> deserializer) {}
