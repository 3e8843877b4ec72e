/** The {@code evaluate} command: the detector beside incidents that somebody knows of. */
@NullMarked
package dev.tocsin.app.evaluate;

import org.jspecify.annotations.NullMarked;
