/** What is usual for one metric alone: its location and robust scale. */
@NullMarked
package dev.tocsin.detectors.scaling;

import org.jspecify.annotations.NullMarked;
