package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.util.List;

import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.feedback.Reception;
import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.incident.Acknowledgement;
import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.Transition;

/**
 * A person's turn with a service's incidents. A resolve is taken at its word for as long as an incident's end has to
 * hold: what still burns then opens a new one.
 */
record PersonTurn(RuleBook rules, Draft draft, Situation situation) {

    Reception take(Feedback feedback) {
        List<Incident> open = draft.incidents();
        IncidentId named = feedback.incident();
        if (feedback.kind().isMark()) {
            return Reception.NOT_OF_INCIDENTS;
        }
        if (named != null) {
            return open.stream().filter(incident -> incident.dossier().id().equals(named)).findFirst()
                    .map(incident -> take(feedback, incident))
                    .orElse(named.mayBeOf(feedback.service())
                            ? Reception.UNKNOWN_INCIDENT
                            : Reception.WRONG_SERVICE);
        }
        if (open.size() != 1) {
            return open.isEmpty() ? Reception.NOTHING_OPEN : Reception.SEVERAL_OPEN;
        }
        return feedback.at().isBefore(open.getFirst().dossier().openedAt())
                ? Reception.OLDER_THAN_INCIDENT
                : take(feedback, open.getFirst());
    }

    private Reception take(Feedback feedback, Incident incident) {
        Instant at = eventTime(feedback, incident);
        return feedback.kind() == Feedback.Kind.RESOLVE
                ? resolve(feedback, incident, at)
                : acknowledge(feedback, incident, at);
    }

    private Reception acknowledge(Feedback feedback, Incident incident, Instant at) {
        if (incident.dossier().isAcknowledged()) {
            return Reception.ALREADY_ACKNOWLEDGED;
        }
        Incident known = incident.acknowledged(new Acknowledgement(feedback.by(), at, incident.tier()));
        draft.put(known);
        tell(known, Transition.ACKNOWLEDGED, at, feedback);
        return Reception.ACKNOWLEDGED;
    }

    private Reception resolve(Feedback feedback, Incident incident, Instant at) {
        String rule = incident.dossier().rule();
        draft.remove(incident);
        draft.partials(rule, List.of());
        if (rule.equals(SustainedAnomaly.RULE)) {
            draft.recent(0);
        } else if (draft.disarmed(rule) == null) {
            rules.find(rule).ifPresent(known -> draft.disarm(new Disarmed(rule, at.plus(known.ending().hold()))));
        }
        tell(incident, Transition.RESOLVED, at, feedback);
        return Reception.RESOLVED;
    }

    /** A person's clock isn't the telemetry's: no later than that has come, and no earlier than what is known. */
    private Instant eventTime(Feedback feedback, Incident incident) {
        Instant at = feedback.at().isAfter(situation.effectiveTime()) ? situation.effectiveTime() : feedback.at();
        Instant known = incident.dossier().lastEvidence();
        return Moment.millis(at.isBefore(known) ? known : at);
    }

    private void tell(Incident incident, Transition transition, Instant at, Feedback feedback) {
        draft.tell(Telling.byTime(situation).of(incident, transition, at, feedback.reason()));
    }
}
