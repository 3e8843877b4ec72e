/** What people tell Tocsin: that somebody has an incident, that it is over, that an alarm was false or right. */
@NullMarked
package dev.tocsin.app.feedback;

import org.jspecify.annotations.NullMarked;
