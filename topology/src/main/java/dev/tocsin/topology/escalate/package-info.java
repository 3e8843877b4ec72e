/** The stage that matches rules against verdicts. */
@NullMarked
package dev.tocsin.topology.escalate;

import org.jspecify.annotations.NullMarked;
