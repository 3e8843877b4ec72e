package dev.tocsin.escalation.automaton;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Burning;
import dev.tocsin.escalation.incident.Climb;
import dev.tocsin.escalation.incident.Dossier;
import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.Standing;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;

/** One rule's turn in one moment: its partials first, then its incident. */
record RuleTurn(Automaton rule, Draft draft, Moment moment, Telling telling) {

    void take() {
        boolean climbed = armed() && match();
        Incident incident = draft.incident(rule.name());
        if (incident != null) {
            new IncidentTurn(rule.ending(), incident, draft, telling).take(moment,
                    moment.truth().anyOf(rule.own()) ? () -> rule.evidence(moment.truth()) : null,
                    rule.ending().when().holds(moment.truth(), rule.own()), climbed);
        }
    }

    /** A rule that has matched matches again when its incident has resolved. */
    private boolean armed() {
        Incident incident = draft.incident(rule.name());
        return incident == null || !incident.dossier().climb().complete();
    }

    /** Whether the incident was opened or climbed. */
    private boolean match() {
        Matcher.Progress progress = Matcher.advance(rule, draft.partials(rule.name()), moment);
        draft.partials(rule.name(), progress.live());
        Ascent highest = progress.highest();
        boolean climbed = highest != null && climb(highest);
        if (highest != null && climbed) {
            markTold(highest.partial().position());
        }
        progress.recovered().forEach(this::tellRecovered);
        return climbed;
    }

    private boolean climb(Ascent ascent) {
        Incident open = draft.incident(rule.name());
        Partial partial = ascent.partial();
        Climb climb = new Climb(ascent.tier(), ascent.complete(rule), Evidence.confidence(partial.steps()),
                partial.steps());
        if (open == null) {
            return ascent.tier() != Tier.NONE && open(climb, partial);
        }
        if (!open.tier().atLeast(ascent.tier())) {
            Incident higher = open.climb(climb, rule.versionText()).seen(moment.at());
            draft.put(higher);
            draft.tell(telling.of(higher, Transition.ESCALATED, moment.at(), reason(partial)));
            return true;
        }
        if (climb.complete()) {
            draft.put(open.complete(new Climb(open.tier(), true, climb.orderConfidence(), climb.steps()),
                    rule.versionText()));
        }
        return false;
    }

    private boolean open(Climb climb, Partial partial) {
        Incident incident = new Burning(
                Dossier.opened(rule.name(), rule.versionText(), moment.service(), moment.at(), climb), Standing.OPEN);
        draft.put(incident);
        draft.tell(telling.of(incident, Transition.OPENED, moment.at(), reason(partial)));
        return true;
    }

    private String reason(Partial partial) {
        List<MatchedStep> now = partial.steps().stream().filter(step -> step.at().equals(moment.at())).toList();
        return Reasons.stepped(rule, partial, now);
    }

    private void markTold(int position) {
        draft.partials(rule.name(), draft.partials(rule.name()).stream()
                .map(partial -> partial.position() == position ? partial.markedTold() : partial).toList());
    }

    private void tellRecovered(Partial partial) {
        @Nullable
        Incident open = draft.incident(rule.name());
        if (partial.told() && open != null) {
            draft.tell(telling.of(partial, open, Transition.EXPIRED, moment.at(), Reasons.recovered(rule)));
        }
    }
}
