/** What one window costs the detector, in time and in memory. */
@NullMarked
package dev.tocsin.bench.detector;

import org.jspecify.annotations.NullMarked;
