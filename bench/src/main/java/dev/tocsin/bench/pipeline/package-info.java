/** The whole pipeline against a bare Kafka Streams application over the same records. */
@NullMarked
package dev.tocsin.bench.pipeline;

import org.jspecify.annotations.NullMarked;
