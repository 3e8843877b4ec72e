/** A broker and a Schema Registry in a process of their own, for the length of a benchmark. */
@NullMarked
package dev.tocsin.bench.broker;

import org.jspecify.annotations.NullMarked;
