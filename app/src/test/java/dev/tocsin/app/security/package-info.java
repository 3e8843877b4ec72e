/** The service on brokers that ask who it is. */
@NullMarked
package dev.tocsin.app.security;

import org.jspecify.annotations.NullMarked;
