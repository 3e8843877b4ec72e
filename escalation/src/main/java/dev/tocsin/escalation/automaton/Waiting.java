package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.rule.Absent.OnNoData;
import dev.tocsin.escalation.verdict.Verdict;

/** A stage that time makes true, unless one of its members is seen before. */
final class Waiting {

    private Waiting() {}

    static Attempt attempt(Stage stage, Partial partial, Moment moment, Demand.Absence absence) {
        if (!moment.at().isAfter(partial.since())) {
            return Attempt.untouched(partial);
        }
        Stage.Member seen = stage.shown(moment);
        if (seen != null) {
            return Attempt.broken(partial, Break.recovered(seen.name()));
        }
        Verdict window = moment.window();
        if (window == null || !moment.withoutData()) {
            return Attempt.untouched(partial);
        }
        OnNoData means = moment.deaf() ? OnNoData.HOLD : absence.onNoData();
        return switch (means) {
            case FIRE -> Attempt.untouched(partial);
            case KILL -> Attempt.broken(partial, Break.missed("expired: no data"));
            case HOLD -> Attempt.untouched(partial.pausedFor(unknown(partial, window, moment.at())));
        };
    }

    private static Duration unknown(Partial partial, Verdict window, Instant at) {
        Duration all = Duration.between(partial.since(), at);
        Duration length = Duration.ofMillis(Duration.between(window.start(), window.end()).toMillis());
        return length.compareTo(all) < 0 ? length : all;
    }

    /** When the stage under way is done if nothing is seen; null where it isn't an absence. */
    static @Nullable Instant fulfilment(Automaton rule, Partial partial) {
        return rule.stages().get(partial.position()).demand() instanceof Demand.Absence absence
                ? partial.since().plus(absence.time())
                : null;
    }

    /** The partial with the absence behind it. */
    static Partial fulfilled(Automaton rule, Partial partial, Instant at) {
        Stage stage = rule.stages().get(partial.position());
        Instant bound = rule.deadline(partial);
        List<MatchedStep> steps = new ArrayList<>();
        steps.add(new MatchedStep("absent " + stage.members().getFirst().name(), partial.service(), at, stage.tier(),
                null, Double.NaN, Double.NaN, Double.NaN, Duration.between(partial.since(), at),
                bound == null ? null : Duration.between(at, bound)));
        return partial.with(0, steps).stageDone(at);
    }
}
