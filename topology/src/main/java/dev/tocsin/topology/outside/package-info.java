/** Verdicts of models outside: read, checked, and joined with ours or told in their place. */
@NullMarked
package dev.tocsin.topology.outside;

import org.jspecify.annotations.NullMarked;
