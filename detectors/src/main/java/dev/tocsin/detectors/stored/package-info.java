/** The stored form of a model: plain values and their bytes, versioned and apart from the live form. */
@NullMarked
package dev.tocsin.detectors.stored;

import org.jspecify.annotations.NullMarked;
