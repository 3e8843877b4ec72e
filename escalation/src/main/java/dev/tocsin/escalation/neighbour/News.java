package dev.tocsin.escalation.neighbour;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;

/**
 * A signal of one service that began or ceased to be true, told to another that a rule connects with it.
 *
 * @param to who is told
 * @param from whose signal it is
 * @param at event time
 * @param standing how it stands now
 * @param metric that showed it, null where none did
 * @param score of the window, NaN for a change
 */
public record News(ServiceId to, ServiceId from, String signal, Instant at, Standing standing,
        @Nullable String metric, double observed, double expected, double score) {

    /** How a signal stands. */
    public enum Standing {
        /** True from now on. */
        BEGAN,
        /** True no longer. */
        CEASED,
        /** True for this moment only, as a change is. */
        MOMENT
    }
}
