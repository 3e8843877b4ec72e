/** The incidents there are, read from their topic. */
@NullMarked
package dev.tocsin.app.incidents;

import org.jspecify.annotations.NullMarked;
