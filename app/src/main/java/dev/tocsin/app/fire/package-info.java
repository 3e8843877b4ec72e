/** A receiver tried for real. */
@NullMarked
package dev.tocsin.app.fire;

import org.jspecify.annotations.NullMarked;
