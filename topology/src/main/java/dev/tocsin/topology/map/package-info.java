/** Foreign telemetry's attributes and metrics as services and the inputs of their metrics, as {@code MetricMap}s say. */
@NullMarked
package dev.tocsin.topology.map;

import org.jspecify.annotations.NullMarked;
