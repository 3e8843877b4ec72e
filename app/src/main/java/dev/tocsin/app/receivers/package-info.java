/** The receivers of the settings, made ready to be told. */
@NullMarked
package dev.tocsin.app.receivers;

import org.jspecify.annotations.NullMarked;
