package dev.tocsin.escalation.automaton;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.rule.OnUpdate;
import dev.tocsin.escalation.signal.SignalBook;

/** Compiled rules and the signals they name: immutable, shared by all services that the rules hold for. */
public final class RuleBook {

    private final List<Automaton> rules;
    private final SignalBook signals;
    private final Map<String, Automaton> byName = new HashMap<>();
    private final Map<String, List<Automaton>> retired = new HashMap<>();
    private final List<Automaton> local;
    private final List<Automaton> crossing;
    private final BitSet own = new BitSet();

    public RuleBook(List<Automaton> rules, SignalBook signals) {
        this(rules, signals, List.of());
    }

    /**
     * @param rules in any order; they take their turns by name
     * @param before rules of these names as they were, under which matches may still be under way; newest first
     */
    public RuleBook(List<Automaton> rules, SignalBook signals, List<Automaton> before) {
        this.rules = rules.stream().sorted(Comparator.comparing(Automaton::name)).toList();
        this.signals = signals;
        for (Automaton rule : rules) {
            byName.put(rule.name(), rule);
            own.or(rule.own());
        }
        for (Automaton rule : before) {
            Automaton now = byName.get(rule.name());
            if (now != null && now.onUpdate() == OnUpdate.DRAIN && now.version() != rule.version()) {
                retired.computeIfAbsent(rule.name(), unseen -> new ArrayList<>()).add(rule);
                own.or(rule.own());
            }
        }
        local = this.rules.stream().filter(rule -> !rule.crossing()).toList();
        crossing = this.rules.stream().filter(Automaton::crossing).toList();
    }

    /** Those that look at the service alone, by name. */
    List<Automaton> local() {
        return local;
    }

    /** Those that look at the services around it too, by name. */
    List<Automaton> crossing() {
        return crossing;
    }

    /** A rule as it was before, under which matches may still be under way. */
    List<Automaton> retired(String rule) {
        return retired.isEmpty() ? List.of() : retired.getOrDefault(rule, List.of());
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
        if (rule == null || rule.knows(partial)) {
            return rule;
        }
        for (Automaton before : retired(partial.rule())) {
            if (before.knows(partial)) {
                return before;
            }
        }
        return null;
    }

    public SignalBook signals() {
        return signals;
    }

    /** The signals that some rule's stage waits for. */
    BitSet own() {
        return own;
    }
}
