package dev.tocsin.escalation.switchboard;

import java.time.Duration;

/**
 * The switchboard's own bounds.
 *
 * @param behind evidence evaluated later than this is held back until it is known to be still true
 * @param telemetryHold how long over half of the services must be silent before telemetry counts as stopped, and how
 *         long three quarters must talk before it counts as back
 */
public record Limits(Duration behind, Duration telemetryHold) {

    public static final Limits DEFAULT = new Limits(Duration.ofMinutes(15), Duration.ofSeconds(30));

    public Limits {
        if (behind.isNegative() || telemetryHold.isNegative()) {
            throw new IllegalArgumentException(
                    "limits behind " + behind + " and telemetryHold " + telemetryHold + " must not be negative");
        }
    }

    boolean exceeded(Duration by) {
        return by.compareTo(behind) > 0;
    }
}
