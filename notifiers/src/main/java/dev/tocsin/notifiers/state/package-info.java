/** What each receiver was last told of each incident, kept in a compacted topic. */
@NullMarked
package dev.tocsin.notifiers.state;

import org.jspecify.annotations.NullMarked;
