/** Confluent's wire format: a zero byte, the schema's id as a big-endian int32, Avro binary. */
@NullMarked
package dev.tocsin.schemas.frame;

import org.jspecify.annotations.NullMarked;
