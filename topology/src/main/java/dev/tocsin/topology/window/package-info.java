/** Samples of a service into tumbling windows of event time, closed in order, once. */
@NullMarked
package dev.tocsin.topology.window;

import org.jspecify.annotations.NullMarked;
