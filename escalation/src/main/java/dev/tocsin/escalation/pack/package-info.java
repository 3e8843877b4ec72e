/** The rules that ship with Tocsin. */
@NullMarked
package dev.tocsin.escalation.pack;

import org.jspecify.annotations.NullMarked;
