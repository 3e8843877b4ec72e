package dev.tocsin.app.score;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** How the first column of a CSV tells time. */
public enum TimeColumn {
    /** 0, 1, 2 …: one row per step. */
    ROW_INDEX,
    /** Seconds since 1970, fractions allowed. */
    EPOCH_SECONDS,
    /** Milliseconds since 1970. */
    EPOCH_MILLIS,
    /** ISO-8601 with a zone: {@code 2026-03-01T12:00:00Z}. */
    ISO;

    /** A row index stays below, a time in seconds since 1973 above. */
    private static final double LARGEST_INDEX = 1e8;
    /** Seconds stay below until the year 5138, milliseconds since 1973 above. */
    private static final double LARGEST_SECONDS = 1e11;

    /** What the first row's field looks like. */
    public static TimeColumn of(String field) {
        double number;
        try {
            number = Double.parseDouble(field);
        } catch (NumberFormatException notANumber) {
            return ISO;
        }
        if (number == Math.rint(number) && number >= 0 && number < LARGEST_INDEX) {
            return ROW_INDEX;
        }
        return number < LARGEST_SECONDS ? EPOCH_SECONDS : EPOCH_MILLIS;
    }

    /** Empty when the field isn't a time of this kind. */
    public Optional<Instant> parse(String field, Duration step) {
        try {
            return Optional.of(switch (this) {
                case ROW_INDEX -> Instant.EPOCH.plus(step.multipliedBy(Long.parseLong(field)));
                case EPOCH_SECONDS -> Instant.ofEpochMilli(millis(Double.parseDouble(field) * 1000));
                case EPOCH_MILLIS -> Instant.ofEpochMilli(millis(Double.parseDouble(field)));
                case ISO -> OffsetDateTime.parse(field).toInstant();
            });
        } catch (NumberFormatException | DateTimeParseException | ArithmeticException notOfThisKind) {
            return Optional.empty();
        }
    }

    private static long millis(double value) {
        if (!(Math.abs(value) < 1e15)) {
            throw new ArithmeticException("no time that far");
        }
        return Math.round(value);
    }

    public String description() {
        return switch (this) {
            case ROW_INDEX -> "a row index";
            case EPOCH_SECONDS -> "a time in seconds since 1970";
            case EPOCH_MILLIS -> "a time in milliseconds since 1970";
            case ISO -> "a time like 2026-03-01T12:00:00Z";
        };
    }
}
