package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Burning;
import dev.tocsin.escalation.incident.Climb;
import dev.tocsin.escalation.incident.Dossier;
import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.Standing;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.rule.Rearm;

/** What a partial that came further means to its rule's incident. */
record Rise(Automaton rule, Draft draft, Telling telling, String map) {

    /** Whether the incident was opened or climbed. */
    boolean climb(Ascent ascent, ServiceId service, Instant at) {
        boolean whole = ascent.complete(rule);
        if (whole) {
            disarm(at);
        }
        Incident open = draft.incident(rule.name());
        Partial partial = ascent.partial();
        Climb climb = new Climb(ascent.tier(), whole, Evidence.confidence(partial.steps()), partial.steps());
        if (open == null) {
            return ascent.tier() != Tier.NONE && open(climb, partial, service, at);
        }
        if (!open.tier().atLeast(ascent.tier())) {
            Incident higher = open.climb(climb, rule.versionText()).seen(at);
            draft.put(higher);
            draft.tell(telling.of(higher, Transition.ESCALATED, at, reason(partial, at)));
            return true;
        }
        if (whole) {
            draft.put(open.complete(new Climb(open.tier(), true, climb.orderConfidence(), climb.steps()),
                    rule.versionText()));
        }
        return false;
    }

    /** Of a partial that ended without a match: all but the last step are worth a line, and what had been told. */
    void ended(Partial partial, Break why, Instant at) {
        @Nullable
        Incident open = draft.incident(partial.rule());
        boolean near = !why.recovery() && rule.nearly(partial);
        if (near || partial.told() && open != null) {
            draft.tell(telling.of(partial, open, near ? Transition.NEAR_MISS : Transition.EXPIRED, at, why.reason()));
        }
    }

    private boolean open(Climb climb, Partial partial, ServiceId service, Instant at) {
        Incident incident = new Burning(Dossier.opened(rule.name(), rule.versionText(), service, at, climb),
                Standing.OPEN);
        draft.put(incident);
        draft.tell(telling.of(incident, Transition.OPENED, at, reason(partial, at)));
        return true;
    }

    private void disarm(Instant at) {
        switch (rule.rearm()) {
            case Rearm.OnResolve _ -> {
            }
            case Rearm.OnAnchor _ -> draft.disarm(new Disarmed(rule.name(), null));
            case Rearm.After after -> draft.disarm(new Disarmed(rule.name(), at.plus(after.pause())));
        }
    }

    private String reason(Partial partial, Instant at) {
        List<MatchedStep> now = partial.steps().stream().filter(step -> step.at().equals(at)).toList();
        return Reasons.stepped(rule, partial, now) + map;
    }
}
