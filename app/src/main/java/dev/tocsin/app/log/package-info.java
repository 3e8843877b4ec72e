/** Log lines on stderr: text for people, JSON for machines. */
@NullMarked
package dev.tocsin.app.log;

import org.jspecify.annotations.NullMarked;
