/** Tocsin's own topics: names, records, retention and partitions, as data. */
@NullMarked
package dev.tocsin.schemas.topic;

import org.jspecify.annotations.NullMarked;
