/** How well the detector finds labelled events, beside what could be used instead. */
@NullMarked
package dev.tocsin.bench.detection;

import org.jspecify.annotations.NullMarked;
