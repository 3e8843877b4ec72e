/** Escalation rules as people write them: pattern, bounds, tiers, and when an incident ends. */
@NullMarked
package dev.tocsin.escalation.rule;

import org.jspecify.annotations.NullMarked;
