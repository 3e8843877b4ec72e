/** Who is spoken of: services and incidents. */
@NullMarked
package dev.tocsin.escalation.identity;

import org.jspecify.annotations.NullMarked;
