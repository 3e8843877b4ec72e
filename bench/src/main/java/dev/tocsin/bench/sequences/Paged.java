package dev.tocsin.bench.sequences;

import java.time.Instant;

/** Somebody was paged for a service. */
record Paged(String service, Instant at) {}
