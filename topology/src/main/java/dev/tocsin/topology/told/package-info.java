/** Records about services that people and machines write beside telemetry: read, or dead-lettered with a cause. */
@NullMarked
package dev.tocsin.topology.told;

import org.jspecify.annotations.NullMarked;
