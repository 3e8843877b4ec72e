package dev.tocsin.escalation.switchboard;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Whether telemetry as a whole flows. It stops when over half of the services are silent for a while, and is back when
 * three quarters talk for a while: the gap between the two and the while keep it from flapping.
 */
public sealed interface Telemetry {

    Telemetry next(Census census, Instant now, Duration hold);

    /** When its incident was opened, null where none is open. */
    default @Nullable Instant openedAt() {
        return null;
    }

    /** All is well. */
    record Flowing() implements Telemetry {
        @Override
        public Telemetry next(Census census, Instant now, Duration hold) {
            return census.isMostlySilent() ? new Doubted(now).next(census, now, hold) : this;
        }
    }

    /** Over half have been silent since a time, not long enough to say so. */
    record Doubted(Instant since) implements Telemetry {
        @Override
        public Telemetry next(Census census, Instant now, Duration hold) {
            if (!census.isMostlySilent()) {
                return new Flowing();
            }
            return now.isBefore(since.plus(hold)) ? this : new Stopped(now);
        }
    }

    /** It stopped; the incident was opened at that time. */
    record Stopped(Instant openedAt) implements Telemetry {
        @Override
        public Telemetry next(Census census, Instant now, Duration hold) {
            return census.isTalking() ? new Returning(openedAt, now).next(census, now, hold) : this;
        }
    }

    /** Most talk again since a time, not long enough to close the incident. */
    record Returning(Instant openedAt, Instant since) implements Telemetry {
        @Override
        public Telemetry next(Census census, Instant now, Duration hold) {
            if (!census.isTalking()) {
                return new Stopped(openedAt);
            }
            return now.isBefore(since.plus(hold)) ? this : new Flowing();
        }
    }
}
