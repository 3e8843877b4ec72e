/** How much telemetry may ask for, so that a mistake in it can't exhaust memory. */
@NullMarked
package dev.tocsin.topology.limits;

import org.jspecify.annotations.NullMarked;
