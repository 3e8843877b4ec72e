/** PagerDuty's Events API v2 as a receiver. */
@NullMarked
package dev.tocsin.notifiers.pagerduty;

import org.jspecify.annotations.NullMarked;
