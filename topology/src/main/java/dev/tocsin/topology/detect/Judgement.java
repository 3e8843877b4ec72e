package dev.tocsin.topology.detect;

import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Verdict;
import dev.tocsin.topology.window.Evaluation.ServiceGone;
import dev.tocsin.topology.window.Evaluation.Situation;
import dev.tocsin.topology.window.Evaluation.TimePassed;

/** What the detect stage tells the escalate stage. */
public sealed interface Judgement {

    /**
     * A window was judged.
     *
     * @param profile name and version of the detector's profile
     */
    record Judged(Verdict verdict, String profile, Situation situation) implements Judgement {}

    /** Effective time moved on. */
    record Time(TimePassed passed) implements Judgement {}

    /** Something was done to a service. */
    record Changed(Change change) implements Judgement {}

    /** Somebody said something of a service or its incidents. */
    record Said(Feedback feedback) implements Judgement {}

    /** A service's state expires. */
    record Gone(ServiceGone gone) implements Judgement {}
}
