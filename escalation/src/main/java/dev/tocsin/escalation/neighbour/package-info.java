/** Who calls whom, and what services that depend on each other tell one another. */
@NullMarked
package dev.tocsin.escalation.neighbour;

import org.jspecify.annotations.NullMarked;
