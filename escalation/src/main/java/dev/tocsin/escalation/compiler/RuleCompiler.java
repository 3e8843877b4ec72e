package dev.tocsin.escalation.compiler;

import java.util.Collection;
import java.util.List;

import dev.tocsin.escalation.automaton.RuleBook;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.signal.Signals;

/** From rules as written to a {@link RuleBook}. */
public final class RuleCompiler {

    private RuleCompiler() {}

    /** Every reason why the rule can't come into force; none if it can. */
    public static List<Problem> check(EscalationRule rule, Signals signals) {
        throw new UnsupportedOperationException();
    }

    /** @throws IllegalArgumentException if {@link #check} finds a problem in a rule, or two rules share a name */
    public static RuleBook compile(Collection<EscalationRule> rules, Signals signals) {
        throw new UnsupportedOperationException();
    }
}
