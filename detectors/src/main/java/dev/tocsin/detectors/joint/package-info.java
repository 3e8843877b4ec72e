/** What is usual for all metrics of a service together: their correlations, now and over the last windows. */
@NullMarked
package dev.tocsin.detectors.joint;

import org.jspecify.annotations.NullMarked;
