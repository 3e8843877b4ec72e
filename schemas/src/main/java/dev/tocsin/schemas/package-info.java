/** The wire: serdes in Confluent's format, the Schema Registry client and the generated records. */
@NullMarked
package dev.tocsin.schemas;

import org.jspecify.annotations.NullMarked;
