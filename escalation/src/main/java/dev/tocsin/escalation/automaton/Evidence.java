package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.Where;

/** What a partial keeps of a moment in which a member came true. */
final class Evidence {

    private Evidence() {}

    /** @param deadline of the stage, null where nothing bounded it */
    static MatchedStep of(Stage.Member member, Stage stage, Partial partial, Moment moment, Tier tier,
            @Nullable Instant deadline) {
        boolean first = partial.steps().isEmpty() && partial.times().isEmpty();
        Duration hop = partial.position() == 0 ? null : Duration.between(partial.since(), moment.at());
        Duration slack = first || deadline == null ? null : Duration.between(moment.at(), deadline);
        Where where = stage.where();
        Heard heard = where == null ? null : moment.elsewhere().shows(where, member.name());
        if (heard != null) {
            return new MatchedStep(member.name(), heard.from(), moment.at(), tier, heard.metric(),
                    brief(heard.observed()), brief(heard.expected()), brief(heard.score()), hop, slack);
        }
        NamedReading shown = moment.truth().evidence(member.signal());
        return new MatchedStep(member.name(), moment.service(), moment.at(), tier,
                shown == null ? null : shown.metric(),
                shown == null ? Double.NaN : brief(shown.reading().observed()),
                shown == null ? Double.NaN : brief(shown.reading().expected()),
                brief(moment.score()), hop, slack);
    }

    /** To the seven or eight digits of a float, as a number that a person would write: it is stored as one. */
    static double brief(double value) {
        return Double.isFinite(value) ? Double.parseDouble(Float.toString(clamped(value))) : Double.NaN;
    }

    private static float clamped(double value) {
        return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
    }

    /** Low where a stage came true in the moment of the one before it; members of one stage have no order. */
    static OrderConfidence confidence(List<MatchedStep> steps) {
        return steps.stream().anyMatch(step -> Duration.ZERO.equals(step.hop()))
                ? OrderConfidence.LOW
                : OrderConfidence.HIGH;
    }
}
