/** Who is told: receivers, the teams that own services, and the routes between them. */
@NullMarked
package dev.tocsin.escalation.route;

import org.jspecify.annotations.NullMarked;
