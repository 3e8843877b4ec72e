/** Changes taken over HTTP: what people and machines did to services. */
@NullMarked
package dev.tocsin.app.change;

import org.jspecify.annotations.NullMarked;
