/** Members that see different things, and how they become one. */
@NullMarked
package dev.tocsin.detectors.ensemble;

import org.jspecify.annotations.NullMarked;
