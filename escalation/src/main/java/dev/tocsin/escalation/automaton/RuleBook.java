package dev.tocsin.escalation.automaton;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.signal.SignalBook;

/** Compiled rules and the signals they name: immutable, shared by all services that the rules hold for. */
public final class RuleBook {

    private final List<Automaton> rules;
    private final SignalBook signals;
    private final Map<String, Automaton> byName = new HashMap<>();
    private final BitSet own = new BitSet();

    /** @param rules in any order; they take their turns by name */
    public RuleBook(List<Automaton> rules, SignalBook signals) {
        this.rules = rules.stream().sorted(Comparator.comparing(Automaton::name)).toList();
        this.signals = signals;
        for (Automaton rule : rules) {
            byName.put(rule.name(), rule);
            own.or(rule.own());
        }
    }

    /** By name. */
    public List<Automaton> rules() {
        return rules;
    }

    public Optional<Automaton> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The rule under which a partial began, null where it is gone or was edited. */
    @Nullable
    Automaton ruleOf(Partial partial) {
        Automaton rule = byName.get(partial.rule());
        return rule != null && rule.knows(partial) ? rule : null;
    }

    SignalBook signals() {
        return signals;
    }

    /** The signals that some rule's stage waits for. */
    BitSet own() {
        return own;
    }
}
