/** The whole topology without a broker, and rows of real servers that go through it as services. */
@NullMarked
package dev.tocsin.bench.driven;

import org.jspecify.annotations.NullMarked;
