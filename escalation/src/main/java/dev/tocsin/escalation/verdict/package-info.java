/** What escalation is told: verdicts of windows and changes made to services. */
@NullMarked
package dev.tocsin.escalation.verdict;

import org.jspecify.annotations.NullMarked;
