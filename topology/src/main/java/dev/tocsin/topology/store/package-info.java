/** State that is live on the heap and written behind at each commit. */
@NullMarked
package dev.tocsin.topology.store;

import org.jspecify.annotations.NullMarked;
