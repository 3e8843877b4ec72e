/** From verdicts to notifications: pure functions over values. */
@NullMarked
package dev.tocsin.escalation;

import org.jspecify.annotations.NullMarked;
