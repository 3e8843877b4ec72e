/** The runnable service and its command line. */
@NullMarked
package dev.tocsin.app;

import org.jspecify.annotations.NullMarked;
