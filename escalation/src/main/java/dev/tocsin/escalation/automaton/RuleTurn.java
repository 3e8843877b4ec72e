package dev.tocsin.escalation.automaton;

import java.util.ArrayList;
import java.util.List;

import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.rule.Rearm;
import dev.tocsin.escalation.verdict.Level;

/** One rule's turn in one moment: its partials first, then its incident. */
record RuleTurn(RuleBook rules, Automaton rule, Draft draft, Moment moment, Telling telling, String map) {

    void take() {
        calm();
        boolean climbed = armed() && match();
        Incident incident = draft.incident(rule.name());
        if (incident != null) {
            new IncidentTurn(rule.ending(), incident, draft, telling).take(moment,
                    moment.truth().anyOf(rule.own()) ? () -> rule.evidence(moment.truth()) : null,
                    rule.ending().when().holds(moment.truth(), rule.own()), climbed);
        }
    }

    /** A rule that has matched matches again when its rearming says so; one that a person resolved, after a while. */
    private boolean armed() {
        if (draft.disarmed(rule.name()) != null) {
            return false;
        }
        if (rule.rearm() instanceof Rearm.OnResolve) {
            Incident incident = draft.incident(rule.name());
            return incident == null || !incident.dossier().climb().complete();
        }
        return true;
    }

    /** What a calm window or enough time makes of a rule that has matched. */
    private void calm() {
        Disarmed disarmed = draft.disarmed(rule.name());
        if (disarmed == null) {
            return;
        }
        boolean over = disarmed.until() == null
                ? moment.window() != null && moment.window().phase().judges()
                        && moment.window().level() == Level.NORMAL && !moment.truth().anyOf(rule.own())
                : !moment.at().isBefore(disarmed.until());
        if (over) {
            draft.arm(rule.name());
        }
    }

    /** Whether the incident was opened or climbed: by a match under the rule as it is, or under one it was before. */
    private boolean match() {
        boolean climbed = match(rule, true);
        for (Automaton before : rules.retired(rule.name())) {
            if (!draft.partials(before).isEmpty()) {
                climbed |= match(before, false);
            }
        }
        return climbed;
    }

    private boolean match(Automaton version, boolean begin) {
        Matcher.Progress progress = Matcher.advance(version, draft.partials(version), moment, begin);
        Rise rise = new Rise(version, draft, telling, map);
        Ascent highest = progress.highest();
        if (highest != null && highest.complete(version)) {
            draft.partials(rule.name(), List.of());
        } else {
            draft.partials(version, progress.live());
        }
        boolean climbed = highest != null && rise.climb(highest, moment.service(), moment.at());
        if (highest != null && climbed) {
            markTold(version, highest.partial().position());
        }
        progress.ended().forEach(ended -> rise.ended(ended.partial(), ended.why(), moment.at()));
        return climbed;
    }

    private void markTold(Automaton version, int position) {
        List<Partial> told = new ArrayList<>(draft.partials(version));
        told.replaceAll(partial -> partial.position() == position ? partial.markedTold() : partial);
        draft.partials(version, told);
    }
}
