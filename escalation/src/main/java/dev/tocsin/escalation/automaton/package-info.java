/** Matches in progress and open incidents of one service, advanced by verdicts, changes and time. */
@NullMarked
package dev.tocsin.escalation.automaton;

import org.jspecify.annotations.NullMarked;
