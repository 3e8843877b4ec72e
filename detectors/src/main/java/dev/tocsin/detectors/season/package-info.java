/** What the time of day and of the week makes usual. */
@NullMarked
package dev.tocsin.detectors.season;

import org.jspecify.annotations.NullMarked;
