/** What a benchmark found, and how it says so. */
@NullMarked
package dev.tocsin.bench.figures;

import org.jspecify.annotations.NullMarked;
