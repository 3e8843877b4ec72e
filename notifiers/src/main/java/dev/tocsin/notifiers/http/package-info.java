/** The one call every web receiver makes: JSON out, an answer or a named failure back. */
@NullMarked
package dev.tocsin.notifiers.http;

import org.jspecify.annotations.NullMarked;
