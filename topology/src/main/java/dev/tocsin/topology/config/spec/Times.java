package dev.tocsin.topology.config.spec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.function.Supplier;

import dev.tocsin.topology.config.schema.Suggestion;

/** Times and zones as people write them. */
final class Times {

    private Times() {}

    /** @throws IllegalArgumentException if there is no such moment */
    static Instant instant(String text) {
        return parsed(text, () -> OffsetDateTime.parse(iso(text)).toInstant());
    }

    /** Whether a time says its offset itself. */
    static boolean hasOffset(String text) {
        return text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf(':');
    }

    /**
     * What the wall clock of a zone shows at a time.
     *
     * @throws IllegalArgumentException if there is no such day or hour
     */
    static LocalDateTime local(String text, ZoneId zone) {
        return hasOffset(text)
                ? LocalDateTime.ofInstant(instant(text), zone)
                : parsed(text, () -> LocalDateTime.parse(iso(text)));
    }

    /** @throws IllegalArgumentException if it isn't an IANA zone */
    static ZoneId zone(String text) {
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            throw new IllegalArgumentException("'" + text + "' isn't an IANA zone such as Europe/Berlin"
                    + Suggestion.forWord(text, ZoneId.getAvailableZoneIds()));
        }
        return ZoneId.of(text);
    }

    private static String iso(String text) {
        return text.replace(' ', 'T');
    }

    private static <T> T parsed(String text, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' isn't a time that exists", e);
        }
    }
}
