/** Online anomaly detection: a window of metrics in, a verdict out. */
@NullMarked
package dev.tocsin.detectors;

import org.jspecify.annotations.NullMarked;
