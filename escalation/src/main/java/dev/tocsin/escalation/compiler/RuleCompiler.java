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
import dev.tocsin.escalation.automaton.Demand;
import dev.tocsin.escalation.automaton.Ending;
import dev.tocsin.escalation.automaton.Probe;
import dev.tocsin.escalation.automaton.RuleBook;
import dev.tocsin.escalation.automaton.Stage;
import dev.tocsin.escalation.rule.Absent;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.Contiguity;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Resolve;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.rule.Step;
import dev.tocsin.escalation.rule.Terms;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.signal.SignalBook;
import dev.tocsin.escalation.signal.Signals;

/** From rules as written to a {@link RuleBook}, which holds only the signals that some rule names. */
public final class RuleCompiler {

    private final Map<Signal, Integer> places = new LinkedHashMap<>();

    private RuleCompiler() {}

    /** A rule as it was before an edit, and the signals it named then. */
    public record Former(EscalationRule rule, Signals signals) {}

    /** Every reason why the rule can't come into force; none if it can. */
    public static List<Problem> check(EscalationRule rule, Signals signals) {
        return RuleCheck.of(rule, signals);
    }

    /** @throws IllegalArgumentException if {@link #check} finds a problem in a rule, or two rules share a name */
    public static RuleBook compile(Collection<EscalationRule> rules, Signals signals) {
        return compile(rules, signals, List.of());
    }

    /**
     * @param former rules as they were, newest first; matches under way under them may come to their end
     * @throws IllegalArgumentException if {@link #check} finds a problem in a rule, or two rules share a name
     */
    public static RuleBook compile(Collection<EscalationRule> rules, Signals signals, Collection<Former> former) {
        RuleCompiler compiler = new RuleCompiler();
        Set<String> names = new HashSet<>();
        List<Automaton> automata = new ArrayList<>();
        for (EscalationRule rule : rules) {
            List<Problem> problems = check(rule, signals);
            if (!problems.isEmpty() || !names.add(rule.name())) {
                throw new IllegalArgumentException("rule '" + rule.name() + "' "
                        + (problems.isEmpty() ? "is there twice" : "has problems: " + problems));
            }
            automata.add(compiler.automaton(rule, signals));
        }
        List<Automaton> before = former.stream().map(one -> compiler.automaton(one.rule(), one.signals())).toList();
        return new RuleBook(automata, new SignalBook(List.copyOf(compiler.places.keySet())), before);
    }

    private Automaton automaton(EscalationRule rule, Signals signals) {
        List<Stage> stages = rule.match().steps().stream().map(step -> stage(rule, step, signals)).toList();
        BitSet own = new BitSet();
        for (Stage stage : stages) {
            if (stage.where() == null && !(stage.demand() instanceof Demand.Absence)) {
                stage.members().forEach(member -> own.set(member.signal()));
            }
        }
        Probe unless = rule.unless() == null ? null : probe(rule.unless(), signals);
        Resolve resolve = rule.resolve();
        Ending ending = new Ending(probe(resolve.when(), signals), resolve.hold(), resolve.timeout(),
                resolve.flapLimit());
        return new Automaton(rule.name(), RuleVersion.of(rule, signals), stages, rule.within(), unless, rule.anchor(),
                rule.allowSameWindow(), ending, rule.rearm(), rule.onUpdate(), groupUnder(rule), own);
    }

    private static int groupUnder(EscalationRule rule) {
        List<Step> steps = rule.match().steps();
        for (int i = 0; i < steps.size(); i++) {
            if (rule.groupUnder() != null && rule.groupUnder().equals(steps.get(i).terms().as())) {
                return i;
            }
        }
        return -1;
    }

    private Stage stage(EscalationRule rule, Step step, Signals signals) {
        Contiguity contiguity = step.terms().contiguity() == null ? rule.contiguity() : step.terms().contiguity();
        return new Stage(
                step.signals().stream().map(name -> new Stage.Member(name, place(name, signals))).toList(),
                demand(step), step.within(), step.tier(), contiguity == Contiguity.STRICT, step.terms().where());
    }

    private static Demand demand(Step step) {
        Terms terms = step.terms();
        return switch (step) {
            case Absent absent -> new Demand.Absence(absent.lasting(), absent.onNoData());
            case SignalStep _,AtLeast _ when terms.count() > 1 -> new Demand.Count(terms.count());
            case SignalStep _,AtLeast _ when terms.lasting() != null -> new Demand.Lasting(terms.lasting());
            case AtLeast several -> new Demand.Gather(several.atLeast());
            case SignalStep _ -> new Demand.Gather(1);
        };
    }

    private Probe probe(String name, Signals signals) {
        return new Probe(name, place(name, signals), signal(name, signals).relativeToRule());
    }

    private int place(String name, Signals signals) {
        return places.computeIfAbsent(signal(name, signals), unseen -> places.size());
    }

    private static Signal signal(String name, Signals signals) {
        return signals.find(name).orElseThrow(() -> new IllegalStateException("signal '" + name + "' was checked"));
    }
}
