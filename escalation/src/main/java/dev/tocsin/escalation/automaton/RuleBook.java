package dev.tocsin.escalation.automaton;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.tocsin.escalation.signal.SignalBook;

/** Compiled rules and the signals they name: immutable, shared by all services that the rules hold for. */
public final class RuleBook {

    private final List<Automaton> rules;
    private final SignalBook signals;
    private final BitSet own = new BitSet();

    /** @param rules in any order; they take their turns by name */
    public RuleBook(List<Automaton> rules, SignalBook signals) {
        this.rules = rules.stream().sorted(Comparator.comparing(Automaton::name)).toList();
        this.signals = signals;
        rules.forEach(rule -> own.or(rule.own()));
    }

    /** By name. */
    public List<Automaton> rules() {
        return rules;
    }

    public Optional<Automaton> find(String name) {
        for (Automaton rule : rules) {
            if (rule.name().equals(name)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    SignalBook signals() {
        return signals;
    }

    /** The signals that some rule's stage waits for. */
    BitSet own() {
        return own;
    }
}
