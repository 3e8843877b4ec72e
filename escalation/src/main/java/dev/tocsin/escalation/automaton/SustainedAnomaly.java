package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.util.List;

import dev.tocsin.escalation.incident.Burning;
import dev.tocsin.escalation.incident.Climb;
import dev.tocsin.escalation.incident.Dossier;
import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Standing;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Verdict;

/**
 * What no rule speaks of isn't lost: a service that was anomalous in 5 of 10 windows, while no incident was open, gets
 * an incident of the lowest tier. Windows during an incident don't count towards the next.
 */
public final class SustainedAnomaly {

    /** The name its incidents carry in the place of a rule's; no rule may have it. */
    public static final String RULE = "sustained-anomaly";

    static final Ending ENDING = new Ending(new Probe("quiet", 0, true), Duration.ofMinutes(5), Duration.ofHours(2));

    private static final String VERSION = "1";

    private static final String SIGNAL = "anomalous";

    /** The bits of the windows that are remembered. */
    static final int WINDOWS = (1 << 10) - 1;

    private static final int ENOUGH = 5;

    private SustainedAnomaly() {}

    /** Takes its turn after all rules have. */
    static void take(Draft draft, Moment moment, Verdict verdict, Telling telling) {
        Incident own = draft.incident(RULE);
        if (own != null) {
            boolean quiet = verdict.phase() == Phase.MATURE && verdict.level() == Level.NORMAL;
            new IncidentTurn(ENDING, own, draft, telling)
                    .take(moment, verdict.anomalous() ? () -> List.of(SIGNAL) : null, quiet, false);
        }
        if (!draft.incidents().isEmpty()) {
            draft.recent(0);
            return;
        }
        int recent = (draft.recent() << 1 | (verdict.anomalous() ? 1 : 0)) & WINDOWS;
        boolean sustained = verdict.anomalous() && Integer.bitCount(recent) >= ENOUGH;
        draft.recent(sustained ? 0 : recent);
        if (sustained) {
            open(draft, moment, verdict, telling);
        }
    }

    private static void open(Draft draft, Moment moment, Verdict verdict, Telling telling) {
        NamedReading loudest = Telling.loudest(verdict).findFirst().orElse(null);
        MatchedStep step = new MatchedStep(SIGNAL, moment.service(), moment.at(), Tier.DIGEST,
                loudest == null ? null : loudest.metric(),
                loudest == null ? Double.NaN : loudest.reading().observed(),
                loudest == null ? Double.NaN : loudest.reading().expected(),
                verdict.score(), null, null);
        Incident incident = new Burning(Dossier.opened(RULE, VERSION, moment.service(), moment.at(),
                new Climb(Tier.DIGEST, true, OrderConfidence.HIGH, List.of(step))), Standing.OPEN);
        draft.put(incident);
        draft.tell(telling.of(incident, Transition.OPENED, moment.at(),
                "sustained: anomalous in " + ENOUGH + " of 10 windows"));
    }
}
