/** The {@code inspect} command: what a telemetry topic has, and the map it would need. */
@NullMarked
package dev.tocsin.app.inspect;

import org.jspecify.annotations.NullMarked;
