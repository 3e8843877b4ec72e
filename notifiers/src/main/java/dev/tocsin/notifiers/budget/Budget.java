package dev.tocsin.notifiers.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;

import dev.tocsin.notifiers.receiver.Spend;

/**
 * How many calls of each kind a receiver may be sent now. Nobody waits in it: whoever is next in line when a call is
 * free gets it, so that a page that came last still goes first. Used by one thread.
 */
public final class Budget {

    private final Map<Spend, RateLimiter> limiters = new EnumMap<>(Spend.class);
    private final Map<Spend, Instant> heldUntil = new EnumMap<>(Spend.class);

    public Budget(String receiver, Rates rates) {
        for (Spend spend : Spend.values()) {
            limiters.put(spend, limiter(receiver + "-" + spend, rates.of(spend)));
            heldUntil.put(spend, Instant.MIN);
        }
    }

    /** Whether a call of this kind could be made now. */
    public boolean allows(Spend spend, Instant now) {
        return !now.isBefore(heldUntil.getOrDefault(spend, Instant.MIN))
                && limiter(spend).getMetrics().getAvailablePermissions() > 0;
    }

    /** Takes a call; false if there is none. */
    public boolean take(Spend spend) {
        return limiter(spend).acquirePermission();
    }

    /** Makes no call of this kind before then: the receiver asked for it. */
    public void hold(Spend spend, Instant until) {
        heldUntil.merge(spend, until, (one, other) -> one.isAfter(other) ? one : other);
    }

    private RateLimiter limiter(Spend spend) {
        RateLimiter limiter = limiters.get(spend);
        if (limiter == null) {
            throw new IllegalStateException("no limiter for " + spend);
        }
        return limiter;
    }

    private static RateLimiter limiter(String name, Rate rate) {
        return RateLimiter.of(name, RateLimiterConfig.custom().limitForPeriod(rate.calls())
                .limitRefreshPeriod(rate.per()).timeoutDuration(Duration.ZERO).build());
    }
}
