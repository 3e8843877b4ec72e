/** The whole service shown on a recording of real telemetry, in a minute, with nothing but a JDK. */
@NullMarked
package dev.tocsin.app.demo;

import org.jspecify.annotations.NullMarked;
