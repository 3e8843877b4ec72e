/** What a verdict costs the rules, beside Flink CEP. */
@NullMarked
package dev.tocsin.bench.automaton;

import org.jspecify.annotations.NullMarked;
