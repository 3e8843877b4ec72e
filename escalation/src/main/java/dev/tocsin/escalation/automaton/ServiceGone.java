package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Burning;
import dev.tocsin.escalation.incident.Climb;
import dev.tocsin.escalation.incident.Dossier;
import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Standing;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;

/**
 * What is told when a service has been silent for so long that its state expires: its open incidents end with that
 * reason, and one line of the digest says that it is gone.
 */
public final class ServiceGone {

    /** The name that line's incident carries in the place of a rule's; no rule may have it. */
    public static final String RULE = "service-gone";

    private static final String VERSION = "1";

    private static final String SIGNAL = "silent";

    private ServiceGone() {}

    static Outcome farewell(ServiceId service, ServiceState state, Instant lastHeard, Situation situation) {
        Draft draft = new Draft(ServiceState.EMPTY, ServiceState.EMPTY.runs());
        Telling telling = Telling.byTime(situation);
        Instant at = situation.effectiveTime().truncatedTo(ChronoUnit.MILLIS);
        for (Incident incident : state.incidents()) {
            draft.tell(telling.of(incident, Transition.RESOLVED, at, "gone: nothing heard since " + lastHeard));
        }
        MatchedStep step = new MatchedStep(SIGNAL, service, lastHeard, Tier.DIGEST, null, Double.NaN, Double.NaN,
                Double.NaN, null, null);
        Incident line = new Burning(Dossier.opened(RULE, VERSION, service, at,
                new Climb(Tier.DIGEST, true, OrderConfidence.HIGH, List.of(step))), Standing.OPEN);
        draft.tell(telling.of(line, Transition.OPENED, at, "gone: nothing heard since " + lastHeard));
        draft.tell(telling.of(line, Transition.RESOLVED, at, "gone: its state has expired"));
        return draft.outcome();
    }
}
