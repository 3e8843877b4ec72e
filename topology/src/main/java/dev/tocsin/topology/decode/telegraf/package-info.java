/** What Telegraf writes: its JSON, and influx line protocol. */
@NullMarked
package dev.tocsin.topology.decode.telegraf;

import org.jspecify.annotations.NullMarked;
