package dev.tocsin.app.simulate;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.tocsin.escalation.incident.Hypothesis;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.Tier;

/**
 * An incident event as a script reads it.
 *
 * @param tier at which it was told, after every cap; {@code none} where nothing was
 * @param at event time, ISO-8601
 */
record EventLine(String incident, @JsonProperty("dedup_key") String dedupKey, String rule, String namespace,
        String service, String transition, String tier, Instant at, @JsonProperty("opened_at") Instant openedAt,
        List<StepLine> steps, @JsonProperty("order_confidence") String orderConfidence, String reason,
        List<HypothesisLine> hypotheses) {

    /** A step; durations are ISO-8601, numbers are null where there are none. */
    record StepLine(String signal, String namespace, String service, Instant at, String tier, @Nullable String metric,
            @Nullable Double observed, @Nullable Double expected, @Nullable Double score, @Nullable String hop,
            @Nullable String slack) {

        static StepLine of(MatchedStep step) {
            return new StepLine(step.signal(), step.service().namespace(), step.service().service(), step.at(),
                    lower(step.tier()), step.metric(), finite(step.observed()), finite(step.expected()),
                    finite(step.score()), step.hop() == null ? null : step.hop().toString(),
                    step.slack() == null ? null : step.slack().toString());
        }
    }

    /** A guess at the cause. */
    record HypothesisLine(String namespace, String service, @Nullable String metric, double score,
            List<String> evidence, List<String> against) {

        static HypothesisLine of(Hypothesis guess) {
            return new HypothesisLine(guess.service().namespace(), guess.service().service(), guess.metric(),
                    guess.score(), guess.evidence(), guess.against());
        }
    }

    static EventLine of(IncidentEvent event, Tier told) {
        return new EventLine(event.incident().value(), event.incident().value(), event.rule(),
                event.service().namespace(), event.service().service(), lower(event.transition()), lower(told),
                event.at(), event.openedAt(), event.steps().stream().map(StepLine::of).toList(),
                lower(event.orderConfidence()), event.reason(),
                event.hypotheses().stream().map(HypothesisLine::of).toList());
    }

    /** For a person: when, what, how loudly, and why. */
    String text() {
        return at + "  " + transition + "  " + tier + "  " + rule + "  " + namespace + "/" + service + "  " + reason;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
