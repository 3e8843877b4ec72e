/** The stored forms of the switchboard's rows: versioned bytes of a fixed layout. */
@NullMarked
package dev.tocsin.escalation.switchboard.stored;

import org.jspecify.annotations.NullMarked;
