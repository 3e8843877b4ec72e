/** Kafka serializers and deserializers of Tocsin's records. */
@NullMarked
package dev.tocsin.schemas.serde;

import org.jspecify.annotations.NullMarked;
