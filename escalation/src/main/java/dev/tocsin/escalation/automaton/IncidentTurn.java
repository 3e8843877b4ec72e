package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Burning;
import dev.tocsin.escalation.incident.Clearing;
import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.verdict.Verdict;

/** An open incident in one moment: does it go on, is it clearing, does it burn again, is it over? */
record IncidentTurn(Ending ending, Incident incident, Draft draft, Telling telling) {

    /**
     * @param evidence names of the rule's signals that are true now, null where none is
     * @param over whether what ends the incident is true now
     * @param climbed whether this moment has opened it or made it climb, which was told already
     */
    void take(Moment moment, @Nullable Supplier<List<String>> evidence, boolean over, boolean climbed) {
        if (evidence != null) {
            burn(moment, evidence, climbed);
        } else if (moment.window() != null && !climbed) {
            judge(moment.window(), moment, over);
        }
    }

    private void burn(Moment moment, Supplier<List<String>> evidence, boolean climbed) {
        Incident seen = incident.seen(moment.at());
        draft.put(seen);
        if (seen instanceof Clearing clearing && !climbed) {
            reopen(clearing, moment, Reasons.evidence(evidence.get()));
        }
    }

    private void judge(Verdict verdict, Moment moment, boolean over) {
        switch (incident) {
            case Burning burning when over -> clear(burning.clear(moment.at()), moment);
            case Burning burning -> {
            }
            case Clearing clearing when over -> resolveIfHeld(clearing, moment);
            case Clearing clearing when !verdict.phase().judges() ->
                draft.put(clearing.pausedFor(
                        Duration.ofMillis(Duration.between(verdict.start(), verdict.end()).toMillis())));
            case Clearing clearing -> reopen(clearing, moment, Reasons.holdBroken(ending));
        }
    }

    private void clear(Clearing clearing, Moment moment) {
        draft.put(clearing);
        tell(clearing, Transition.CLEARING, moment, Reasons.clearing(ending));
        resolveIfHeld(clearing, moment);
    }

    private void resolveIfHeld(Clearing clearing, Moment moment) {
        if (clearing.heldFor(ending.hold(), moment.at())) {
            draft.remove(clearing);
            draft.tell(telling.of(clearing, Transition.RESOLVED, moment.at(), Reasons.held(ending)));
        }
    }

    private void reopen(Clearing clearing, Moment moment, String reason) {
        Burning again = clearing.reopen();
        draft.put(again);
        tell(again, Transition.REOPENED, moment, reason);
    }

    /** What comes and goes too often goes on without a word, until it climbs or ends. */
    private void tell(Incident now, Transition transition, Moment moment, String reason) {
        boolean flapping = now.dossier().flaps() > ending.flapLimit()
                || now.dossier().flaps() == ending.flapLimit() && transition == Transition.CLEARING;
        draft.tell(telling.of(now, flapping ? Transition.SUPPRESSED : transition, moment.at(),
                flapping ? Reasons.flapping(transition, now.dossier().flaps()) : reason));
    }
}
