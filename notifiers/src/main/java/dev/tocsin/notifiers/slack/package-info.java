/** A Slack channel as a receiver: one card per incident. */
@NullMarked
package dev.tocsin.notifiers.slack;

import org.jspecify.annotations.NullMarked;
