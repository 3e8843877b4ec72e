/** How fast a receiver may be called, and when to call a sick one again. */
@NullMarked
package dev.tocsin.notifiers.budget;

import org.jspecify.annotations.NullMarked;
