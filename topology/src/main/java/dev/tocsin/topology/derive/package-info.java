/** What the series of a service's instances say, as the values of its metrics: rates, quantiles, ratios and levels. */
@NullMarked
package dev.tocsin.topology.derive;

import org.jspecify.annotations.NullMarked;
