/** The embedded Schema Registry: Confluent's REST API on 127.0.0.1, its schemas in a compacted topic. */
@NullMarked
package dev.tocsin.app.registry;

import org.jspecify.annotations.NullMarked;
