/** From rules and signals as written to a rule book that runs, or to the problems that refuse them. */
@NullMarked
package dev.tocsin.escalation.compiler;

import org.jspecify.annotations.NullMarked;
