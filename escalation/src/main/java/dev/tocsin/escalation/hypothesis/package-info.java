/** Which service probably caused an incident: a walk over who calls whom, with evidence for and against. */
@NullMarked
package dev.tocsin.escalation.hypothesis;

import org.jspecify.annotations.NullMarked;
