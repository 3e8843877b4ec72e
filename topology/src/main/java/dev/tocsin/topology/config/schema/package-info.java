/** The structure of configuration documents: strict JSON, a JSON Schema per kind, and problems worded for people. */
@NullMarked
package dev.tocsin.topology.config.schema;

import org.jspecify.annotations.NullMarked;
