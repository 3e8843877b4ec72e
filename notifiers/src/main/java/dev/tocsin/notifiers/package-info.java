/** Delivery of notifications to receivers. */
@NullMarked
package dev.tocsin.notifiers;

import org.jspecify.annotations.NullMarked;
