/** Planned times: from local times, zones and recurrences to intervals of instants. */
@NullMarked
package dev.tocsin.topology.config.calendar;

import org.jspecify.annotations.NullMarked;
