/** Tocsin's own topics: what is missing, what differs, and making them. */
@NullMarked
package dev.tocsin.app.topics;

import org.jspecify.annotations.NullMarked;
