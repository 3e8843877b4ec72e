/** Named predicates over one window or change, and the built-in ones. */
@NullMarked
package dev.tocsin.escalation.signal;

import org.jspecify.annotations.NullMarked;
