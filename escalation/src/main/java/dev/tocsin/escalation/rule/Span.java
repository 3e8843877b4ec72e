package dev.tocsin.escalation.rule;

import java.time.Duration;

/** The durations a rule may name. */
final class Span {

    /** The longest bound, hold or timeout: what lives longer is a report, not a match. */
    static final Duration MAX = Duration.ofDays(30);

    private Span() {}

    /** @throws IllegalArgumentException if it isn't above zero and at most {@link #MAX} */
    static void positive(String field, Duration value) {
        if (value.isZero()) {
            throw new IllegalArgumentException(field + " is zero");
        }
        zeroOrMore(field, value);
    }

    /** @throws IllegalArgumentException if it isn't at least zero and at most {@link #MAX} */
    static void zeroOrMore(String field, Duration value) {
        if (value.isNegative() || value.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(field + " is " + value + ", not within 0 and " + MAX.toDays() + " days");
        }
    }
}
