/** Cascades put into the normal rows of real servers, beside what only looks like one: how many are found, and what else is. */
@NullMarked
package dev.tocsin.bench.sequences;

import org.jspecify.annotations.NullMarked;
