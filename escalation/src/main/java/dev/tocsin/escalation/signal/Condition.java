package dev.tocsin.escalation.signal;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.verdict.Change;

/** What makes a signal true of one window or one change. */
public sealed interface Condition {

    /** Some metric of these passes at least one of the tests. */
    record OnMetric(Globs metrics, List<MetricTest> any) implements Condition {

        private static final int MAX_TESTS = 16;

        public OnMetric {
            any = List.copyOf(any);
            if (any.isEmpty() || any.size() > MAX_TESTS) {
                throw new IllegalArgumentException("signal on metric " + metrics.include() + " has " + any.size()
                        + " tests, not 1 to " + MAX_TESTS);
            }
        }

        /** Whether a metric of that name may pass a test: it is meant, and its name names no other scale. */
        public boolean couldHoldOf(String metric) {
            Optional<Scale> named = Scale.namedBy(metric);
            return metrics.match(metric) && any.stream().anyMatch(test -> couldBe(test.scale(), named));
        }

        /** What values alone decide is never a percentage. */
        private static boolean couldBe(@Nullable Scale asked, Optional<Scale> named) {
            return asked == null || named.map(asked::equals).orElse(asked != Scale.PERCENT);
        }
    }

    /** No metric of a judged window is elevated. The window's own level isn't asked: it falls more slowly. */
    record AllMetricsNormal() implements Condition {}

    /** The level of a judged window is normal and none of the asking rule's own signals is true. */
    record Quiet() implements Condition {}

    /** The service said nothing in the window. */
    record NoData() implements Condition {}

    /** The service said something in the window. */
    record Active() implements Condition {}

    /** A change of this kind was made. */
    record ChangeOf(Change.Kind kind) implements Condition {}
}
