/** The record of every delivery's outcome. */
@NullMarked
package dev.tocsin.notifiers.ledger;

import org.jspecify.annotations.NullMarked;
