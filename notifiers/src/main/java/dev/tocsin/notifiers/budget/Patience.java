package dev.tocsin.notifiers.budget;

import java.time.Duration;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;

/**
 * How a receiver that fails is called again: without end, ever more rarely, with jitter.
 *
 * @param first back-off after the first failure
 * @param longest back-off there is
 * @param ambiguous least back-off where the message may have arrived, since each attempt may tell it twice
 * @param failures in a row after which the circuit opens
 */
public record Patience(Duration first, Duration longest, Duration ambiguous, int failures) {

    private static final double GROWTH = 2;
    private static final double JITTER = 0.3;

    /** One second at first, a minute at most. */
    public static final Patience STANDARD = new Patience(Duration.ofSeconds(1), Duration.ofMinutes(1),
            Duration.ofSeconds(20), 5);

    public Patience {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || failures < 1) {
            throw new IllegalArgumentException(
                    "patience with back-off " + first + " to " + longest + " and " + failures + " failures");
        }
    }

    /** Back-off before the next attempt, by how many there were; with jitter. */
    public IntervalFunction backoff() {
        return IntervalFunction.ofExponentialRandomBackoff(first, GROWTH, JITTER, longest);
    }

    /** A closed circuit of a receiver; open, it lets one probe pass from time to time. */
    public CircuitBreaker circuit(String receiver) {
        Duration openAtMost = longest.dividedBy(2).compareTo(first) < 0 ? first : longest.dividedBy(2);
        return CircuitBreaker.of(receiver,
                CircuitBreakerConfig.custom().slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(failures).minimumNumberOfCalls(failures).failureRateThreshold(100)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitIntervalFunctionInOpenState(
                                IntervalFunction.ofExponentialRandomBackoff(first, GROWTH, JITTER, openAtMost))
                        .build());
    }
}
