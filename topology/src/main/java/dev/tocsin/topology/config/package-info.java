/** Configuration documents: how they are read, validated, kept in force and turned into the values the stages use. */
@NullMarked
package dev.tocsin.topology.config;

import org.jspecify.annotations.NullMarked;
