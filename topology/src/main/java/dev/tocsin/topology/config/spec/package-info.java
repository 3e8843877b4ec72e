/** From the spec of a document, kind by kind, to a value of the domain. */
@NullMarked
package dev.tocsin.topology.config.spec;

import org.jspecify.annotations.NullMarked;
