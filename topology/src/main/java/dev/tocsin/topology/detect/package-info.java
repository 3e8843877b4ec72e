/** The stage that scores windows. */
@NullMarked
package dev.tocsin.topology.detect;

import org.jspecify.annotations.NullMarked;
