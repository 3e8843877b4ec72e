/** Whether the right service is named, on incidents whose cause is known. */
@NullMarked
package dev.tocsin.bench.hypotheses;

import org.jspecify.annotations.NullMarked;
