package dev.tocsin.topology.detect;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Verdict;
import dev.tocsin.topology.window.Evaluation;
import dev.tocsin.topology.window.Evaluation.ServiceGone;
import dev.tocsin.topology.window.Evaluation.Situation;
import dev.tocsin.topology.window.Evaluation.TimePassed;

/** What the escalate stage is told: by the detect stage, and by the topics that are read beside telemetry. */
public sealed interface Judgement {

    /**
     * A window was judged.
     *
     * @param profile name and version of the detector's profile
     * @param shadow what a candidate says of it, null for none
     * @param alarming what the service's model alarmed at
     */
    record Judged(Verdict verdict, String profile, @Nullable Shadow shadow, Alarming alarming,
            Situation situation) implements Judgement {

        /** No candidate looks on, and nothing is known of what alarms. */
        public Judged(Verdict verdict, String profile, Situation situation) {
            this(verdict, profile, null, Alarming.NEVER, situation);
        }
    }

    /**
     * What a model alarms at.
     *
     * @param from the score from which on a window is an alarm; NaN where there is no score
     * @param shift how much quieter people's marks have made the service, louder where it is below zero
     */
    record Alarming(double from, double shift) {

        /** Without data nothing alarms. */
        public static final Alarming NEVER = new Alarming(Double.NaN, 0);

        static Alarming of(dev.tocsin.detectors.Heard.Loudness loudness) {
            return new Alarming(loudness.from(), loudness.shift());
        }
    }

    /** Effective time moved on. */
    record Time(TimePassed passed) implements Judgement {}

    /** Something was done to a service. */
    record Changed(Change change) implements Judgement {}

    /** Somebody said something of a service or its incidents. */
    record Said(Feedback feedback) implements Judgement {}

    /** A service around one of this task's showed a signal, or ceased to. */
    record Heard(News news) implements Judgement {}

    /** A task, this one or another, has told all its news before an event time. */
    record ToldUntil(int task, Instant until) implements Judgement {}

    /** A service's state expires. */
    record Gone(ServiceGone gone) implements Judgement {}

    /** The window stage's own words, where there is nothing to detect. */
    static Judgement of(Evaluation evaluation, String profile) {
        return switch (evaluation) {
            case TimePassed passed -> new Time(passed);
            case ServiceGone gone -> new Gone(gone);
            case Evaluation.EmptyWindow empty -> new Judged(
                    Verdict.noData(empty.service(), empty.start(), empty.end()), profile, empty.situation());
            case Evaluation.ClosedWindow closed -> throw new IllegalArgumentException(
                    "the window of " + closed.service() + " at " + closed.start() + " has data to judge");
        };
    }
}
