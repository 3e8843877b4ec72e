package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Verdict;

/** What a partial keeps of a moment in which a member came true. */
final class Evidence {

    private Evidence() {}

    /** @param deadline of the stage, null where nothing bounded it */
    static MatchedStep of(Stage.Member member, Partial partial, Moment moment, Tier tier, @Nullable Instant deadline) {
        boolean first = partial.steps().isEmpty();
        Duration hop = partial.position() == 0 ? null : Duration.between(partial.since(), moment.at());
        Duration slack = first || deadline == null ? null : Duration.between(moment.at(), deadline);
        NamedReading shown = moment.truth().evidence(member.signal());
        return new MatchedStep(member.name(), moment.service(), moment.at(), tier,
                shown == null ? null : shown.metric(),
                shown == null ? Double.NaN : shown.reading().observed(),
                shown == null ? Double.NaN : shown.reading().expected(),
                score(moment), hop, slack);
    }

    /** Low where a stage came true in the moment of the one before it; members of one stage have no order. */
    static OrderConfidence confidence(List<MatchedStep> steps) {
        return steps.stream().anyMatch(step -> Duration.ZERO.equals(step.hop()))
                ? OrderConfidence.LOW
                : OrderConfidence.HIGH;
    }

    static double score(Moment moment) {
        return switch (moment.occurrence()) {
            case Verdict verdict -> verdict.score();
            case Change change -> Double.NaN;
        };
    }
}
