/** Who is told, what it is asked, and what became of it. */
@NullMarked
package dev.tocsin.notifiers.receiver;

import org.jspecify.annotations.NullMarked;
