/** OpenTelemetry's metrics, as protobuf and as JSON. */
@NullMarked
package dev.tocsin.topology.decode.otlp;

import org.jspecify.annotations.NullMarked;
