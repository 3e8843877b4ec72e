package dev.tocsin.escalation.rule;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a step asks for besides its signals being true once, in the service itself.
 *
 * @param count how many windows or changes must show it, 1 to {@value #MAX_COUNT}
 * @param lasting how long it must be true without a break, null for one window
 * @param contiguity null where the rule's holds
 * @param as what other steps call the service of this one, null for nothing
 * @param where in which other service it must be true, null for the rule's own
 */
public record Terms(int count, @Nullable Duration lasting, @Nullable Contiguity contiguity, @Nullable String as,
        @Nullable Where where) {

    /** The most occurrences a step can ask for: their times are part of a partial. */
    public static final int MAX_COUNT = 64;

    /** Nothing besides. */
    public static final Terms NONE = new Terms(1, null, null, null, null);

    public Terms {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count is " + count + ", not 1 to " + MAX_COUNT);
        }
        if (lasting != null) {
            Span.positive("for", lasting);
        }
        if (count > 1 && lasting != null) {
            throw new IllegalArgumentException("a step has count or for, not both");
        }
        if (as != null && as.isBlank()) {
            throw new IllegalArgumentException("as is blank");
        }
    }

    public Terms times(int occurrences) {
        return new Terms(occurrences, lasting, contiguity, as, where);
    }

    public Terms lasting(Duration unbroken) {
        return new Terms(count, unbroken, contiguity, as, where);
    }

    public Terms contiguity(Contiguity other) {
        return new Terms(count, lasting, other, as, where);
    }

    public Terms as(String name) {
        return new Terms(count, lasting, contiguity, name, where);
    }

    public Terms where(Where other) {
        return new Terms(count, lasting, contiguity, as, other);
    }
}
