/** Bytes of telemetry topics into samples; what can't be read becomes a dead letter with its cause. */
@NullMarked
package dev.tocsin.topology.decode;

import org.jspecify.annotations.NullMarked;
