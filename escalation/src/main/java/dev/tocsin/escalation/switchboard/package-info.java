/** The one place that tiers, routes and numbers what people are told: from incident transitions to notifications. */
@NullMarked
package dev.tocsin.escalation.switchboard;

import org.jspecify.annotations.NullMarked;
