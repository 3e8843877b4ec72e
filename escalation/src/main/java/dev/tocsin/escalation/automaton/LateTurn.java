package dev.tocsin.escalation.automaton;

import java.util.ArrayList;
import java.util.List;

import dev.tocsin.escalation.incident.Burning;
import dev.tocsin.escalation.incident.Clearing;
import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.Transition;

/** One rule's turn in a window that comes too late: it may end what is under way, and opens nothing. */
record LateTurn(Automaton rule, Draft draft, Moment moment, Telling telling) {

    void take() {
        kill();
        Incident incident = draft.incident(rule.name());
        if (incident instanceof Burning burning && moment.at().isAfter(burning.dossier().lastEvidence())
                && rule.ending().when().holds(moment.truth(), rule.own())) {
            Clearing clearing = burning.clear(moment.at());
            draft.put(clearing);
            draft.tell(telling.of(clearing, Transition.CLEARING, moment.at(), Reasons.clearing(rule.ending())));
        }
    }

    private void kill() {
        if (rule.unless() == null || !rule.unless().holds(moment.truth(), rule.own())) {
            return;
        }
        List<Partial> live = new ArrayList<>();
        for (Partial partial : draft.partials(rule)) {
            if (partial.since().isBefore(moment.at())) {
                new Rise(rule, draft, telling, "").ended(partial, Break.recovered(rule.unless().name()), moment.at());
            } else {
                live.add(partial);
            }
        }
        draft.partials(rule, live);
    }
}
