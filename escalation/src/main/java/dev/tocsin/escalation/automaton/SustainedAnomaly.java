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
import dev.tocsin.escalation.rule.Resolve;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Verdict;

/**
 * What no rule speaks of isn't lost: a service that was anomalous in 5 of 10 windows, while no incident was open, gets
 * an incident of the lowest tier. Windows during another incident don't count. Once it has lasted for an hour and 8 of
 * the last 10 windows were anomalous, it climbs to {@code notify}; never to a page.
 */
public final class SustainedAnomaly {

    /** The name its incidents carry in the place of a rule's; no rule may have it. */
    public static final String RULE = "sustained-anomaly";

    static final Ending ENDING = new Ending(new Probe("quiet", 0, true), Duration.ofMinutes(5), Duration.ofHours(2),
            Resolve.FLAP_LIMIT);

    private static final String VERSION = "1";

    private static final String SIGNAL = "anomalous";

    /** The bits of the windows that are remembered. */
    static final int WINDOWS = (1 << 10) - 1;

    private static final int ENOUGH = 5;

    private static final int TO_CLIMB = 8;

    private static final Duration LASTING = Duration.ofHours(1);

    private SustainedAnomaly() {}

    /** Takes its turn after all rules have. */
    static void take(Draft draft, Moment moment, Verdict verdict, Telling telling) {
        Incident own = draft.incident(RULE);
        if (own != null) {
            goOn(draft, own, moment, verdict, telling);
        }
        if (own != null || !draft.incidents().isEmpty()) {
            draft.recent(draft.incident(RULE) == null ? 0 : recent(draft, verdict));
            return;
        }
        int recent = recent(draft, verdict);
        boolean sustained = verdict.anomalous() && Integer.bitCount(recent) >= ENOUGH;
        draft.recent(sustained ? 0 : recent);
        if (sustained) {
            open(draft, moment, verdict, telling);
        }
    }

    private static void goOn(Draft draft, Incident own, Moment moment, Verdict verdict, Telling telling) {
        boolean climbed = climb(draft, own, moment, verdict, telling);
        boolean quiet = verdict.phase().judges() && verdict.level() == Level.NORMAL;
        Incident now = draft.incident(RULE);
        new IncidentTurn(ENDING, now == null ? own : now, draft, telling)
                .take(moment, verdict.anomalous() ? () -> List.of(SIGNAL) : null, quiet, climbed);
    }

    private static int recent(Draft draft, Verdict verdict) {
        return (draft.recent() << 1 | (verdict.anomalous() ? 1 : 0)) & WINDOWS;
    }

    private static boolean climb(Draft draft, Incident own, Moment moment, Verdict verdict, Telling telling) {
        boolean lasting = verdict.anomalous() && own.tier() == Tier.DIGEST
                && !moment.at().isBefore(own.dossier().openedAt().plus(LASTING))
                && Integer.bitCount(recent(draft, verdict)) >= TO_CLIMB;
        if (lasting) {
            Climb before = own.dossier().climb();
            Incident higher = own.climb(new Climb(Tier.NOTIFY, true, before.orderConfidence(), before.steps()), VERSION)
                    .seen(moment.at());
            draft.put(higher);
            draft.tell(telling.of(higher, Transition.ESCALATED, moment.at(),
                    "lasting: anomalous in " + TO_CLIMB + " of 10 windows, an hour on"));
        }
        return lasting;
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
