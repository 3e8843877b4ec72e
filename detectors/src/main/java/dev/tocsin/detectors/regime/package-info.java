/** The states a service is usually in, and how far it is from the nearest of them. */
@NullMarked
package dev.tocsin.detectors.regime;

import org.jspecify.annotations.NullMarked;
