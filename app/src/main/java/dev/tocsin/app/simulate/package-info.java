/** Verdicts and changes from files through documents to incident events: the engine without Kafka and without a clock. */
@NullMarked
package dev.tocsin.app.simulate;

import org.jspecify.annotations.NullMarked;
