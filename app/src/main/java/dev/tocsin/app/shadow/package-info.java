/** The shadow command: a candidate detector profile held against the one in force. */
@NullMarked
package dev.tocsin.app.shadow;

import org.jspecify.annotations.NullMarked;
