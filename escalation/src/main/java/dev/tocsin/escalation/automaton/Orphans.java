package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.util.Optional;

import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.Transition;

/** What a change of the rules leaves behind: partials of a rule as it was, incidents of a rule that is gone. */
record Orphans(RuleBook rules) {

    /** Partials of another version end; an incident survives edits of its rule, and resolves when the rule is removed. */
    void drop(Draft draft, Instant at, Telling telling) {
        for (Partial partial : draft.partials()) {
            if (orphaned(partial)) {
                draft.replace(partial, null);
                draft.tell(telling.of(partial, draft.incident(partial.rule()), Transition.EXPIRED, at,
                        rules.find(partial.rule()).isPresent() ? Reasons.RULE_EDITED : Reasons.RULE_REMOVED));
            }
        }
        for (Incident incident : draft.incidents()) {
            if (orphaned(incident)) {
                draft.remove(incident);
                draft.tell(telling.of(incident, Transition.RESOLVED, at, Reasons.RULE_REMOVED));
            }
        }
    }

    /** The time since when something has been waiting to be dropped. */
    Optional<Instant> since(ServiceState state) {
        for (Partial partial : state.partials()) {
            if (orphaned(partial)) {
                return Optional.of(partial.since());
            }
        }
        for (Incident incident : state.incidents()) {
            if (orphaned(incident)) {
                return Optional.of(incident.dossier().lastEvidence());
            }
        }
        return Optional.empty();
    }

    private boolean orphaned(Partial partial) {
        return rules.ruleOf(partial) == null;
    }

    private boolean orphaned(Incident incident) {
        String rule = incident.dossier().rule();
        return !rule.equals(SustainedAnomaly.RULE) && rules.find(rule).isEmpty();
    }
}
