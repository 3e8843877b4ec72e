/** From the outbox to a receiver: per incident in order, without end, never losing one. */
@NullMarked
package dev.tocsin.notifiers.outbox;

import org.jspecify.annotations.NullMarked;
