package dev.tocsin.app.pulse;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether brokers can be reached, as one looks again and again: pure.
 *
 * @param since when they were last reached, or first looked for
 * @param told whether somebody was told that they aren't
 */
public record Reach(Instant since, boolean reached, boolean told) {

    /** What to do about it. */
    public enum Decision {
        NOTHING, TELL_UNREACHABLE, TELL_REACHED
    }

    /** Nothing has been tried yet. */
    public static Reach unknown(Instant now) {
        return new Reach(now, false, false);
    }

    /** After one more try. */
    public Reach seen(boolean answered, Instant now) {
        return new Reach(answered ? now : since, answered, told);
    }

    /** What is to be done now; again and again until {@link #toldAsNow} says that it was. */
    public Decision decide(Duration after, Instant now) {
        if (reached) {
            return told ? Decision.TELL_REACHED : Decision.NOTHING;
        }
        return !told && !now.isBefore(since.plus(after)) ? Decision.TELL_UNREACHABLE : Decision.NOTHING;
    }

    /** It was told as it is. */
    public Reach toldAsNow() {
        return new Reach(since, reached, !reached);
    }
}
