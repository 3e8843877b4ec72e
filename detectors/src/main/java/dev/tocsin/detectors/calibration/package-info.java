/** From a raw distance to a tail probability, a decision within a budget, and a rank. */
@NullMarked
package dev.tocsin.detectors.calibration;

import org.jspecify.annotations.NullMarked;
