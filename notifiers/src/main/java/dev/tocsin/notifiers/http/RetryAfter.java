package dev.tocsin.notifiers.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/**
 * The {@code Retry-After} header: seconds, or an HTTP date that is read against the answer's own {@code Date}, so that
 * no two clocks are compared. RFC 9110, section 10.2.3.
 */
final class RetryAfter {

    /** More than that is not believed. */
    static final Duration MAX = Duration.ofHours(1);

    private RetryAfter() {}

    static @Nullable Duration parse(@Nullable String header, @Nullable String date) {
        if (header == null) {
            return null;
        }
        Duration asked = seconds(header.strip());
        if (asked == null && date != null) {
            asked = until(header.strip(), date.strip());
        }
        if (asked == null) {
            return null;
        }
        return asked.isNegative() ? Duration.ZERO : asked.compareTo(MAX) > 0 ? MAX : asked;
    }

    private static @Nullable Duration seconds(String header) {
        try {
            double seconds = Double.parseDouble(header);
            return Double.isFinite(seconds)
                    ? Duration.ofMillis((long) Math.ceil(Math.min(seconds, MAX.toSeconds()) * 1000))
                    : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static @Nullable Duration until(String header, String date) {
        try {
            return Duration.between(instant(date), instant(header));
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static Instant instant(String httpDate) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(httpDate, Instant::from);
    }
}
