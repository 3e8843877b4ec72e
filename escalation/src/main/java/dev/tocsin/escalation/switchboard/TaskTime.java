package dev.tocsin.escalation.switchboard;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a task's time has come, as it says itself.
 *
 * @param task its partition
 * @param behind how far its effective time is behind its input
 * @param services how many services it knows
 * @param silent those of them without data in their newest windows
 */
public record TaskTime(int task, Instant effectiveTime, Duration behind, int services, int silent) {

    public TaskTime {
        if (task < 0 || services < 0 || silent < 0 || silent > services || behind.isNegative()) {
            throw new IllegalArgumentException("task " + task + " says it is behind by " + behind + " and that "
                    + silent + " of its " + services + " services are silent");
        }
    }
}
