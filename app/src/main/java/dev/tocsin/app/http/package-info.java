/** Health and metrics over HTTP. */
@NullMarked
package dev.tocsin.app.http;

import org.jspecify.annotations.NullMarked;
