/** How much Tocsin says of servers on which nothing is known to be wrong. */
@NullMarked
package dev.tocsin.bench.noise;

import org.jspecify.annotations.NullMarked;
