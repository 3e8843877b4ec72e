/** Made-up telemetry of many services: seeded, correlated as real telemetry is, with a fault here and there. */
@NullMarked
package dev.tocsin.bench.fleet;

import org.jspecify.annotations.NullMarked;
