/** Whether Tocsin itself is well, told to those who would otherwise take its silence for peace. */
@NullMarked
package dev.tocsin.app.pulse;

import org.jspecify.annotations.NullMarked;
