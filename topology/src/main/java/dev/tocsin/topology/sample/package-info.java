/** Samples on their way from a decoder to the window: what every format is read as. */
@NullMarked
package dev.tocsin.topology.sample;

import org.jspecify.annotations.NullMarked;
