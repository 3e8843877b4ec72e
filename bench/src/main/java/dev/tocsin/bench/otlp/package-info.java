/** What foreign telemetry costs while it arrives: un-keyed OTLP through maps and re-key, and the bytes Tocsin writes. */
@NullMarked
package dev.tocsin.bench.otlp;

import org.jspecify.annotations.NullMarked;
