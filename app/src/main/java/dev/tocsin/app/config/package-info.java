/** The {@code config} commands: documents in files and on the config topic. */
@NullMarked
package dev.tocsin.app.config;

import org.jspecify.annotations.NullMarked;
