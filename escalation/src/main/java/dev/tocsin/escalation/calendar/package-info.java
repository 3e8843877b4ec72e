/** What people have planned, as intervals of time, and what they expect it to do. */
@NullMarked
package dev.tocsin.escalation.calendar;

import org.jspecify.annotations.NullMarked;
