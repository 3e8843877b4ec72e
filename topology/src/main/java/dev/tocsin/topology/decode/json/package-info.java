/** Telemetry written as JSON, in whichever of the known shapes. */
@NullMarked
package dev.tocsin.topology.decode.json;

import org.jspecify.annotations.NullMarked;
