package dev.tocsin.escalation.signal;

import java.time.Duration;

import dev.tocsin.escalation.verdict.Change;

/** After which kind of change, and for how long, a signal is no news. */
public record ExpectedAfter(Change.Kind kind, Duration time) {

    /** What is expected for longer than this isn't the change's doing. */
    public static final Duration LONGEST = Duration.ofHours(24);

    public ExpectedAfter {
        if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "expected_after.for is " + time + ", not above zero and at most " + LONGEST.toHours() + " hours");
        }
    }
}
