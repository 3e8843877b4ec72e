package dev.tocsin.escalation.rule;

import java.time.Duration;

/**
 * When an incident ends: {@code when} has been true for {@code hold}, or nothing spoke for it for {@code timeout}.
 *
 * @param when name of a signal over windows
 * @param timeout counted from the last evidence
 * @param flapLimit how often an incident that clears and burns again says so; beyond it goes on in silence
 */
public record Resolve(String when, Duration hold, Duration timeout, int flapLimit) {

    /** How many flaps are told where a rule doesn't say. */
    public static final int FLAP_LIMIT = 5;

    /** Quiet for 5 minutes, or 2 hours without evidence. */
    public static final Resolve DEFAULT = new Resolve("quiet", Duration.ofMinutes(5), Duration.ofHours(2));

    public Resolve {
        if (when.isBlank()) {
            throw new IllegalArgumentException("resolve.when is blank");
        }
        Span.zeroOrMore("resolve.hold", hold);
        Span.positive("resolve.timeout", timeout);
        if (flapLimit < 1) {
            throw new IllegalArgumentException("resolve.flap_limit is " + flapLimit + ", not 1 or more");
        }
    }

    public Resolve(String when, Duration hold, Duration timeout) {
        this(when, hold, timeout, FLAP_LIMIT);
    }
}
