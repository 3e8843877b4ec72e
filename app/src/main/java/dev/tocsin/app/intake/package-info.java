/** Records about services taken over HTTP and written to their topics. */
@NullMarked
package dev.tocsin.app.intake;

import org.jspecify.annotations.NullMarked;
