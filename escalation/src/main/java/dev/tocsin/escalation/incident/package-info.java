/** What a person works on: incidents, their transitions, tiers and evidence. */
@NullMarked
package dev.tocsin.escalation.incident;

import org.jspecify.annotations.NullMarked;
