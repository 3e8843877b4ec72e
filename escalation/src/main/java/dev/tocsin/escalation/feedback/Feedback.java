package dev.tocsin.escalation.feedback;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;

/**
 * What a person says of an incident or of a service.
 *
 * @param incident null where the service as a whole is meant
 * @param at when it was said, by the clock of whoever said it
 * @param by a name; on one line, at most {@value #MOST_NAME} characters, {@value #NOBODY} where none was given
 * @param comment on one line, at most {@value #MOST_COMMENT} characters; may be empty
 */
public record Feedback(ServiceId service, @Nullable IncidentId incident, Kind kind, Instant at, String by,
        String comment) {

    public static final int MOST_NAME = 100;
    public static final int MOST_COMMENT = 500;

    private static final String NOBODY = "somebody";

    /** What is said. */
    public enum Kind {
        /** Somebody works on it. */
        ACK,
        /** It is over. */
        RESOLVE,
        /** It was right to tell it. */
        USEFUL,
        /** Nothing was wrong. */
        FALSE_ALARM,
        /** How the service is now is how it will be. */
        NORMAL_NOW;

        /** Whether it is said to whoever judges windows, and not to whoever keeps incidents. */
        public boolean isMark() {
            return switch (this) {
                case ACK, RESOLVE -> false;
                case USEFUL, FALSE_ALARM, NORMAL_NOW -> true;
            };
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Feedback {
        String name = line(by, MOST_NAME);
        by = name.isEmpty() ? NOBODY : name;
        comment = line(comment, MOST_COMMENT);
    }

    /** {@code by alice: looking into it}. */
    public String reason() {
        return "by " + by + (comment.isEmpty() ? "" : ": " + comment);
    }

    /** People's words reach messages and terminals: what they say mustn't make two lines of one, or steer one. */
    private static String line(String text, int most) {
        String line = text.codePoints().map(point -> Character.isISOControl(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString().strip();
        int end = Math.min(most, line.length());
        return line.substring(0, end > 0 && Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
    }
}
