package dev.tocsin.escalation.compiler;

import java.util.stream.Collectors;

import dev.tocsin.escalation.rule.Absent;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.Contiguity;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Step;
import dev.tocsin.escalation.rule.Terms;
import dev.tocsin.escalation.rule.Where;
import dev.tocsin.escalation.signal.Fingerprint;
import dev.tocsin.escalation.signal.Signals;

/** The hash by which a partial knows the rule it began under: it changes when a match would mean something else. */
final class RuleVersion {

    private RuleVersion() {}

    /** How the incident ends isn't part of it: that concerns incidents, which survive edits. */
    static long of(EscalationRule rule, Signals signals) {
        return Fingerprint.of(rule.name() + "|" + rule.match().steps().stream().map(step -> text(step, signals))
                .collect(Collectors.joining(">")) + "|" + rule.within() + "|"
                + (rule.unless() == null ? "" : text(rule.unless(), signals)) + "|" + rule.anchor() + "|"
                + rule.allowSameWindow() + (rule.contiguity() == Contiguity.NEXT ? "" : "|" + rule.contiguity()));
    }

    private static String text(Step step, Signals signals) {
        int needed = step instanceof AtLeast several ? several.atLeast() : 1;
        String absent = step instanceof Absent waits ? "/absent " + waits.lasting() + " " + waits.onNoData() : "";
        return needed + "/" + step.signals().stream().map(name -> text(name, signals)).collect(Collectors.joining(","))
                + "/" + step.within() + "/" + step.tier() + absent
                + (step.terms().equals(Terms.NONE) ? "" : "/" + text(step.terms()));
    }

    private static String text(Terms terms) {
        Where where = terms.where();
        return terms.count() + "," + terms.lasting() + "," + terms.contiguity() + "," + terms.as() + ","
                + (where == null ? "" : where.relation() + " " + where.of() + " " + where.maxHops());
    }

    private static String text(String name, Signals signals) {
        return signals.find(name).map(signal -> Fingerprint.hex(Fingerprint.of(signal))).orElse(name);
    }
}
