/** Records that are in Kafka for certain before anything builds on them. */
@NullMarked
package dev.tocsin.notifiers.writing;

import org.jspecify.annotations.NullMarked;
