package dev.tocsin.escalation.automaton;

import java.util.BitSet;

import dev.tocsin.escalation.signal.Truth;

/**
 * A signal a rule asks about, though it is no step.
 *
 * @param signal its place in the signal book
 * @param relative whether it is true only while none of the rule's own signals is
 */
public record Probe(String name, int signal, boolean relative) {

    boolean holds(Truth truth, BitSet own) {
        return truth.holds(signal) && !(relative && truth.anyOf(own));
    }
}
