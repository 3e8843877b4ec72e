package dev.tocsin.escalation.compiler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.tocsin.escalation.automaton.ServiceGone;
import dev.tocsin.escalation.automaton.SustainedAnomaly;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.Absent;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.rule.Step;
import dev.tocsin.escalation.rule.Where;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.signal.Signals;
import dev.tocsin.escalation.switchboard.OwnIncidents;

/** Everything about one rule that keeps it from coming into force, in the terms of its document. */
final class RuleCheck {

    static final int MAX_STEPS = 8;

    static final int MAX_MEMBERS = 8;

    /** Names of incidents that Tocsin opens without a rule: a rule of that name would share their ids. */
    private static final Set<String> TAKEN = Stream
            .concat(OwnIncidents.RULES.stream(), Stream.of(SustainedAnomaly.RULE, ServiceGone.RULE))
            .collect(Collectors.toUnmodifiableSet());

    private final EscalationRule rule;
    private final Signals signals;
    private final List<Problem> problems = new ArrayList<>();

    private RuleCheck(EscalationRule rule, Signals signals) {
        this.rule = rule;
        this.signals = signals;
    }

    static List<Problem> of(EscalationRule rule, Signals signals) {
        RuleCheck check = new RuleCheck(rule, signals);
        check.name();
        check.steps();
        check.names();
        check.unless();
        check.resolve();
        return List.copyOf(check.problems);
    }

    private void name() {
        if (TAKEN.contains(rule.name())) {
            invalid("/name", "'" + rule.name() + "' is the name of incidents that no rule opens; choose another");
        }
    }

    private void steps() {
        List<Step> steps = rule.match().steps();
        if (steps.isEmpty() || steps.size() > MAX_STEPS) {
            invalid("/spec/match/sequence", "has " + steps.size() + " steps, not 1 to " + MAX_STEPS);
            return;
        }
        for (int i = 0; i < steps.size(); i++) {
            step(steps.get(i), i);
        }
        if (steps.getLast().tier() == Tier.NONE) {
            invalid(path(steps.size() - 1) + "/tier",
                    "the last step has no tier, so a match would tell nobody; use digest, notify or page");
        }
    }

    private void step(Step step, int position) {
        String path = path(position);
        switch (step) {
            case SignalStep single -> stepSignal(single.signal(), path + "/signal");
            case AtLeast several -> members(several, path);
            case Absent absent -> absence(absent, position, path);
        }
        if (!(step instanceof Absent)) {
            bounds(step, position, path);
            terms(step, path);
        }
    }

    private void bounds(Step step, int position, String path) {
        boolean counts = step.terms().count() > 1;
        boolean gathers = step instanceof AtLeast several && several.atLeast() > 1;
        boolean bounded = step.within() != null || rule.within() != null;
        if (position == 0 && step.within() != null && !gathers && !counts) {
            invalid(path + "/within", "is " + step.within() + ", but no step comes before the first");
        } else if (!bounded && position > 0 && step.terms().lasting() == null) {
            invalid(path, "has no 'within', nor has the rule: it would wait for ever");
        } else if (!bounded && counts) {
            invalid(path, "counts to " + step.terms().count() + ", but neither it nor the rule has a 'within'");
        } else if (!bounded && gathers) {
            invalid(path,
                    "waits for " + step.signals().size() + " signals, but neither it nor the rule has a 'within'");
        }
    }

    private void terms(Step step, String path) {
        boolean counts = step.terms().count() > 1;
        boolean lasts = step.terms().lasting() != null;
        if ((counts || lasts) && step instanceof AtLeast several && several.atLeast() > 1) {
            invalid(path + (counts ? "/count" : "/for"),
                    "goes with one signal or any_of, not with several signals that come true in any order");
        }
        if (lasts && step.signals().stream().allMatch(this::ofChanges)) {
            invalid(path + "/for", "can't be: a change is over in a moment");
        }
        Where where = step.terms().where();
        if (where != null) {
            elsewhere(where, path + "/where");
            if (counts || lasts) {
                invalid(path + "/where",
                        "goes with neither 'count' nor 'for': of other services only beginnings are told");
            }
        }
    }

    private void elsewhere(Where where, String path) {
        List<Step> named = rule.match().steps().stream().filter(step -> where.of().equals(step.terms().as())).toList();
        if (named.isEmpty()) {
            invalid(path, "speaks of '" + where.of() + "', but no step has 'as: " + where.of() + "'");
        } else if (named.getFirst().terms().where() != null) {
            invalid(path, "speaks of '" + where.of()
                    + "', which is itself in another service; name a step without 'where'");
        }
    }

    private boolean ofChanges(String name) {
        return signals.find(name).filter(Signal::ofChanges).isPresent();
    }

    private void absence(Absent step, int position, String path) {
        stepSignal(step.signal(), path + "/absent");
        if (position == 0) {
            invalid(path + "/absent", "is the first step, but an absence counts from the step before it");
        }
        if (rule.within() != null && step.lasting().compareTo(rule.within()) > 0) {
            invalid(path + "/for", "is longer than the rule's 'within', so that it can never match");
        }
    }

    private void names() {
        List<Step> steps = rule.match().steps();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < steps.size(); i++) {
            String as = steps.get(i).terms().as();
            if (as != null && !seen.add(as)) {
                invalid(path(i) + "/as", "is '" + as + "', as another step is");
            }
        }
        if (!steps.isEmpty() && steps.stream().allMatch(step -> step.terms().where() != null)) {
            invalid("/spec/match", "has no step without 'where': nothing says whose incident it is");
        }
        if (rule.groupUnder() != null && !seen.contains(rule.groupUnder())) {
            invalid("/spec/group/under",
                    "speaks of '" + rule.groupUnder() + "', but no step has 'as: " + rule.groupUnder() + "'");
        }
    }

    private void members(AtLeast step, String path) {
        String of = path + "/" + step.form().field();
        List<String> members = step.signals();
        if (members.isEmpty() || members.size() > MAX_MEMBERS) {
            invalid(of, "has " + members.size() + " signals, not 1 to " + MAX_MEMBERS);
        } else if (step.atLeast() > members.size()) {
            invalid(path + "/at_least",
                    "is " + step.atLeast() + " of " + members.size() + " signals, which can never match");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < members.size(); i++) {
            stepSignal(members.get(i), of + "/" + i);
            if (!seen.add(members.get(i))) {
                invalid(of + "/" + i, "names '" + members.get(i) + "' a second time");
            }
        }
    }

    private void stepSignal(String name, String path) {
        find(name, path).filter(Signal::relativeToRule).ifPresent(signal -> invalid(path, "'" + name
                + "' means that none of the rule's own signals is true, so as one of them it can never match"));
    }

    private void unless() {
        if (rule.unless() != null) {
            find(rule.unless(), "/spec/unless");
        }
    }

    private void resolve() {
        String when = rule.resolve().when();
        String path = "/spec/resolve/when";
        find(when, path).filter(Signal::ofChanges).ifPresent(signal -> invalid(path,
                "'" + when + "' is a change, over in a moment; use a signal of windows, which can hold"));
        if (rule.match().steps().stream()
                .anyMatch(step -> !(step instanceof Absent) && step.signals().contains(when))) {
            invalid(path, "'" + when + "' is also a step, and what is evidence for an incident can't end it");
        }
    }

    private Optional<Signal> find(String name, String path) {
        Optional<Signal> found = signals.find(name);
        if (found.isEmpty()) {
            problems.add(new Problem(Problem.Kind.MISSING, path,
                    "no signal is called '" + name + "'; known: " + String.join(", ", signals.names())));
        }
        return found;
    }

    private String path(int position) {
        return rule.match() instanceof Sequence ? "/spec/match/sequence/" + position : "/spec/match";
    }

    private void invalid(String path, String reason) {
        problems.add(new Problem(Problem.Kind.INVALID, path, reason));
    }
}
