/** {@code tocsin score}: a CSV of metrics in, a CSV of scored windows out. */
@NullMarked
package dev.tocsin.app.score;

import org.jspecify.annotations.NullMarked;
