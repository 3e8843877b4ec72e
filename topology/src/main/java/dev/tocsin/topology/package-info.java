/** The Kafka Streams topology of Tocsin. */
@NullMarked
package dev.tocsin.topology;

import org.jspecify.annotations.NullMarked;
