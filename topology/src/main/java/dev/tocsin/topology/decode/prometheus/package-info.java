/** What prometheus-kafka-adapter makes of Prometheus' remote write. */
@NullMarked
package dev.tocsin.topology.decode.prometheus;

import org.jspecify.annotations.NullMarked;
