/** Figures of a detector's scores and alarms beside labels, without point adjustment. */
@NullMarked
package dev.tocsin.app.appraisal;

import org.jspecify.annotations.NullMarked;
