package dev.tocsin.escalation.compiler;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.tocsin.escalation.automaton.Automaton;
import dev.tocsin.escalation.automaton.Ending;
import dev.tocsin.escalation.automaton.Probe;
import dev.tocsin.escalation.automaton.RuleBook;
import dev.tocsin.escalation.automaton.Stage;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Step;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.signal.SignalBook;
import dev.tocsin.escalation.signal.Signals;

/** From rules as written to a {@link RuleBook}, which holds only the signals that some rule names. */
public final class RuleCompiler {

    private final Signals signals;
    private final Map<String, Integer> places = new LinkedHashMap<>();

    private RuleCompiler(Signals signals) {
        this.signals = signals;
    }

    /** Every reason why the rule can't come into force; none if it can. */
    public static List<Problem> check(EscalationRule rule, Signals signals) {
        return RuleCheck.of(rule, signals);
    }

    /** @throws IllegalArgumentException if {@link #check} finds a problem in a rule, or two rules share a name */
    public static RuleBook compile(Collection<EscalationRule> rules, Signals signals) {
        RuleCompiler compiler = new RuleCompiler(signals);
        Set<String> names = new HashSet<>();
        List<Automaton> automata = new ArrayList<>();
        for (EscalationRule rule : rules) {
            List<Problem> problems = check(rule, signals);
            if (!problems.isEmpty() || !names.add(rule.name())) {
                throw new IllegalArgumentException("rule '" + rule.name() + "' "
                        + (problems.isEmpty() ? "is there twice" : "has problems: " + problems));
            }
            automata.add(compiler.automaton(rule));
        }
        return new RuleBook(automata, new SignalBook(compiler.placed()));
    }

    private Automaton automaton(EscalationRule rule) {
        List<Stage> stages = rule.match().steps().stream().map(this::stage).toList();
        BitSet own = new BitSet();
        stages.forEach(stage -> stage.members().forEach(member -> own.set(member.signal())));
        Probe unless = rule.unless() == null ? null : probe(rule.unless());
        Ending ending = new Ending(probe(rule.resolve().when()), rule.resolve().hold(), rule.resolve().timeout());
        return new Automaton(rule.name(), RuleVersion.of(rule, signals), stages, rule.within(), unless, rule.anchor(),
                rule.allowSameWindow(), ending, own);
    }

    private Stage stage(Step step) {
        int needed = step instanceof AtLeast several ? several.atLeast() : 1;
        return new Stage(step.signals().stream().map(name -> new Stage.Member(name, place(name))).toList(), needed,
                step.within(), step.tier());
    }

    private Probe probe(String name) {
        return new Probe(name, place(name), signal(name).relativeToRule());
    }

    private int place(String name) {
        return places.computeIfAbsent(name, unseen -> places.size());
    }

    private List<Signal> placed() {
        return places.keySet().stream().map(this::signal).toList();
    }

    private Signal signal(String name) {
        return signals.find(name).orElseThrow(() -> new IllegalStateException("signal '" + name + "' was checked"));
    }
}
