/** What a task hears of services that are judged elsewhere. */
@NullMarked
package dev.tocsin.topology.neighbour;

import org.jspecify.annotations.NullMarked;
