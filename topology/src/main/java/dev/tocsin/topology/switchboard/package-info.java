/** The stage that turns incidents' transitions into numbered notifications. */
@NullMarked
package dev.tocsin.topology.switchboard;

import org.jspecify.annotations.NullMarked;
