/** The flagship pattern in Flink CEP. */
package dev.tocsin.bench.flink;
