package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.incident.Climb;
import dev.tocsin.escalation.incident.Dossier;
import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.signal.Fingerprint;
import dev.tocsin.escalation.signal.Readings;
import dev.tocsin.escalation.verdict.Verdict;

/** Writes the incident events of one moment. */
final class Telling {

    private static final int TOP_METRICS = 5;

    private final Situation situation;
    private final @Nullable Verdict window;
    private @Nullable List<NamedReading> topMetrics;

    private Telling(Situation situation, @Nullable Verdict window) {
        this.situation = situation;
        this.window = window;
    }

    /** Of transitions that an occurrence makes: the window behind them is told, if it is one. */
    static Telling of(Moment moment, Situation situation) {
        return new Telling(situation, moment.window());
    }

    /** Of transitions that another window makes; null for none. */
    Telling about(@Nullable Verdict other) {
        return new Telling(situation, other);
    }

    /** Of transitions that time alone makes. */
    static Telling byTime(Situation situation) {
        return new Telling(situation, null);
    }

    IncidentEvent of(Incident incident, Transition transition, Instant at, String reason) {
        Dossier dossier = incident.dossier();
        Climb climb = dossier.climb();
        return new IncidentEvent(dossier.id(), dossier.rule(), dossier.ruleVersion(), dossier.service(), transition,
                climb.tier(), at, dossier.openedAt(), climb.steps(), climb.orderConfidence(),
                because(transition, reason), score(),
                topMetrics(), List.of(), situation.behind());
    }

    /** Of a partial that ended without a match; {@code open} is its rule's incident, null where none is open. */
    IncidentEvent of(Partial ended, @Nullable Incident open, Transition transition, Instant at, String reason) {
        IncidentId id = open == null
                ? IncidentId.of(ended.rule(), ended.service(), ended.anchor())
                : open.dossier().id();
        return new IncidentEvent(id, ended.rule(), Fingerprint.hex(ended.version()), ended.service(), transition,
                open == null ? Tier.NONE : open.tier(), at, open == null ? ended.anchor() : open.dossier().openedAt(),
                ended.steps(), Evidence.confidence(ended.steps()), reason, score(), topMetrics(), List.of(),
                situation.behind());
    }

    /** The reason, and where it grows louder by a window in which only a relation broke: which one. */
    private String because(Transition transition, String reason) {
        boolean louder = transition == Transition.OPENED || transition == Transition.ESCALATED
                || transition == Transition.REOPENED;
        return louder && window != null && window.relation() != null
                ? reason + "; " + window.relation().words()
                : reason;
    }

    private double score() {
        return window == null ? Double.NaN : window.score();
    }

    private List<NamedReading> topMetrics() {
        if (topMetrics == null) {
            topMetrics = window == null ? List.of() : loudest(window).limit(TOP_METRICS).toList();
        }
        return topMetrics;
    }

    static Stream<NamedReading> loudest(Verdict verdict) {
        return verdict.metrics().entrySet().stream()
                .map(metric -> new NamedReading(metric.getKey(), metric.getValue()))
                .sorted(Readings.LOUDEST_FIRST);
    }
}
