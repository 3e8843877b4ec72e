/** Effective time: what timers run on; and how far behind its input a task is. */
@NullMarked
package dev.tocsin.topology.clock;

import org.jspecify.annotations.NullMarked;
