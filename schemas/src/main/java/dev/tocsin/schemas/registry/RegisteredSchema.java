package dev.tocsin.schemas.registry;

import org.apache.avro.Schema;

/**
 * A schema as a registry keeps it.
 *
 * @param version counts from 1 within the subject
 * @param id what the wire carries; one per distinct schema in the whole registry
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
