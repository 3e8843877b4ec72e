/** The Schema Registry: a client of Confluent's REST API, its settings and how it can fail. */
@NullMarked
package dev.tocsin.schemas.registry;

import org.jspecify.annotations.NullMarked;
