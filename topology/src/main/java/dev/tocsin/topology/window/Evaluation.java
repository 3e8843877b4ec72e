package dev.tocsin.topology.window;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.tocsin.escalation.identity.ServiceId;

/** What the window stage tells the stages behind it, in the order of the task's effective time. */
public sealed interface Evaluation {

    /**
     * A window that is complete: {@code values[i]} is the window's value of {@code names.get(i)}, NaN where no sample
     * had the metric.
     */
    record ClosedWindow(ServiceId service, Instant start, Instant end, int samples, List<String> names,
            double[] values, Situation situation) implements Evaluation {}

    /** A window in which a service that was due to say something said nothing. */
    record EmptyWindow(ServiceId service, Instant start, Instant end, Situation situation) implements Evaluation {}

    /** Effective time moved on. */
    record TimePassed(Situation situation, int services, int silent) implements Evaluation {}

    /**
     * A service has been silent for so long that its state expires.
     *
     * @param crowdedOut it was hardly heard at all, and another has its place
     */
    record ServiceGone(ServiceId service, Instant lastHeard, boolean crowdedOut,
            Situation situation) implements Evaluation {}

    /** The task's time and how well it keeps up when something is evaluated. */
    Situation situation();

    /**
     * The circumstances of an evaluation.
     *
     * @param effectiveTime the task's effective time
     * @param behind how long the record being evaluated had waited in the input; zero when the task has caught up
     * @param warming the task has never caught up yet: history only warms the models
     */
    record Situation(Instant effectiveTime, Duration behind, boolean warming) {}
}
