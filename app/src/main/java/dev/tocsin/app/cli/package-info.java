/** How every command speaks: exit codes, failures, tables, output formats. */
@NullMarked
package dev.tocsin.app.cli;

import org.jspecify.annotations.NullMarked;
