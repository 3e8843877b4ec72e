package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.MatchedStep;

/**
 * A first stage of several signals has no step before it that its bound could count from: "two of three within five
 * minutes" slides over time, and what grows too old drops out alone.
 */
final class Slide {

    private Slide() {}

    /** Without the members that can't share a match with anything after {@code time}; null if none is left. */
    static @Nullable Partial past(Automaton rule, Partial partial, Instant time) {
        Partial kept = partial;
        Instant deadline = rule.deadline(kept);
        while (deadline != null && deadline.isBefore(time)) {
            if (!kept.times().isEmpty()) {
                List<Instant> times = Counting.past(rule, rule.stages().getFirst(), kept, time);
                return times.isEmpty() || times.size() == kept.times().size() ? null : kept.counting(times);
            }
            Instant oldest = kept.anchor();
            kept = keeping(rule.stages().getFirst(), kept, step -> step.at().isAfter(oldest), time);
            if (kept.members() == 0) {
                return null;
            }
            deadline = rule.deadline(kept);
        }
        return kept;
    }

    /** Only the members whose evidence is kept; where none is, an empty partial of {@code time}. */
    static Partial keeping(Stage stage, Partial partial, Predicate<MatchedStep> kept, Instant time) {
        List<MatchedStep> steps = partial.steps().stream().filter(kept).toList();
        if (steps.size() == partial.steps().size()) {
            return partial;
        }
        return steps.isEmpty()
                ? new Partial(partial.rule(), partial.version(), partial.service(), 0, 0, time, time, partial.told(),
                        List.of(), partial.times())
                : partial.restarted(bits(stage, steps), steps);
    }

    private static int bits(Stage stage, List<MatchedStep> steps) {
        int bits = 0;
        for (int i = 0; i < stage.members().size(); i++) {
            String name = stage.members().get(i).name();
            if (steps.stream().anyMatch(step -> step.signal().equals(name))) {
                bits |= 1 << i;
            }
        }
        return bits;
    }
}
