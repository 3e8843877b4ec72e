package dev.tocsin.schemas.registry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and after which pauses a request is repeated when no URL answered usefully: pauses double from
 * {@code first} to {@code longest}, each shortened at random by up to half so that clients spread.
 *
 * @param retries rounds over all URLs after the first
 */
public record Backoff(int retries, Duration first, Duration longest) {

    /** What holds where nothing says otherwise: under two seconds in all, as a caller that can wait longer asks again. */
    static final Backoff STANDARD = new Backoff(3, Duration.ofMillis(200), Duration.ofSeconds(2));

    public Backoff {
        if (retries < 0 || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "back-off of " + retries + " retries from " + first + " to " + longest + " isn't one");
        }
    }

    static Backoff from(RegistryProperties properties) {
        Duration first = properties.millis("retries.wait.ms", STANDARD.first);
        Duration longest = properties.millis("retries.max.wait.ms", STANDARD.longest);
        return new Backoff(properties.count("max.retries", STANDARD.retries), first,
                longest.compareTo(first) < 0 ? first : longest);
    }

    /** The pause before retry number {@code retry}, counted from 0; at least what the registry asked for, if that is short. */
    Duration pause(int retry, Duration asked, RandomGenerator random) {
        long most = Math.min(longest.toMillis(), first.toMillis() << Math.min(retry, 20));
        long spread = most - (most / 2 == 0 ? 0 : random.nextLong(most / 2));
        Duration least = asked.compareTo(longest) < 0 ? asked : longest;
        Duration own = Duration.ofMillis(spread);
        return own.compareTo(least) < 0 ? least : own;
    }
}
