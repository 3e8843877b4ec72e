package dev.tocsin.topology.decode;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** Times as producers write them, as epoch milliseconds; 0 for what is no time after 1970. */
public final class Epoch {

    private static final long MOST_SECONDS = 100_000_000_000L; // the year 5138; as milliseconds, March 1973

    private Epoch() {}

    /**
     * Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by magnitude: from 1973 to 5138 no two of
     * them overlap.
     */
    public static long millis(long number) {
        if (number <= 0) {
            return 0;
        }
        if (number < MOST_SECONDS) {
            return number * 1_000;
        }
        if (number < MOST_SECONDS * 1_000) {
            return number;
        }
        return number < MOST_SECONDS * 1_000_000 ? number / 1_000 : number / 1_000_000;
    }

    /** A number as {@link #millis(long)} reads it, or RFC 3339. */
    public static long millis(String text) {
        try {
            return text.indexOf('T') > 0 || text.indexOf('t') > 0
                    ? Math.max(0, OffsetDateTime.parse(text).toInstant().toEpochMilli())
                    : millis(Long.parseLong(text));
        } catch (DateTimeException | NumberFormatException | ArithmeticException no) {
            return 0;
        }
    }

    /** A number with a fraction, of the same units. */
    public static long millis(double number) {
        return number > 0 && number < MOST_SECONDS ? Math.round(number * 1_000) : millis((long) number);
    }
}
