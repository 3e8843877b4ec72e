/** Incidents drawn as SVG. */
@NullMarked
package dev.tocsin.app.picture;

import org.jspecify.annotations.NullMarked;
