/** Foreign telemetry as it was meant, whatever format it came in: points of metrics, under the resource they speak of. */
@NullMarked
package dev.tocsin.topology.telemetry;

import org.jspecify.annotations.NullMarked;
