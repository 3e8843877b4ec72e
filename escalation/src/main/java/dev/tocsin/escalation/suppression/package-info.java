/** What people want told more quietly: standing rules, and observe mode. */
@NullMarked
package dev.tocsin.escalation.suppression;

import org.jspecify.annotations.NullMarked;
