/** The service: everything put together, started, watched and stopped in order. */
@NullMarked
package dev.tocsin.app.run;

import org.jspecify.annotations.NullMarked;
