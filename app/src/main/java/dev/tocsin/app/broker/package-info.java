/** A Kafka broker in this process, for those who have none. */
@NullMarked
package dev.tocsin.app.broker;

import org.jspecify.annotations.NullMarked;
