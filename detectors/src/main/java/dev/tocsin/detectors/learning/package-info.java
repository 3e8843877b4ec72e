/** How much a window teaches: less the stranger it is, until it has lasted. */
@NullMarked
package dev.tocsin.detectors.learning;

import org.jspecify.annotations.NullMarked;
