/** What real producers of telemetry send, written down as golden files for the decoders. */
@NullMarked
package dev.tocsin.bench.capture;

import org.jspecify.annotations.NullMarked;
