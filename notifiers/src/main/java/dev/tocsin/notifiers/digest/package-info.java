/** The digest topic as a receiver. */
@NullMarked
package dev.tocsin.notifiers.digest;

import org.jspecify.annotations.NullMarked;
