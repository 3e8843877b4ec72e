/** Who is told: receivers, and which of them a tier goes to. */
@NullMarked
package dev.tocsin.escalation.route;

import org.jspecify.annotations.NullMarked;
