/** Any address that takes JSON: the body, by a template or as it is, its signature and its headers. */
@NullMarked
package dev.tocsin.notifiers.webhook;

import org.jspecify.annotations.NullMarked;
