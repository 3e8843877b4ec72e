package dev.tocsin.escalation.automaton;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.rule.Where;
import dev.tocsin.escalation.signal.Truth;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Verdict;

/**
 * What is known of a service at one event time.
 *
 * @param at in whole milliseconds, as it is stored
 * @param window null where it is none that ended, but a change or a neighbour's news
 * @param deaf whether telemetry as a whole has stopped, so that a window without data says nothing
 */
record Moment(ServiceId service, Instant at, Truth truth, @Nullable Verdict window, Elsewhere elsewhere,
        boolean deaf) {

    /** What is true in the services around. */
    @FunctionalInterface
    interface Elsewhere {

        /** Nothing is known of them. */
        Elsewhere UNKNOWN = (where, signal) -> null;

        /** What shows a signal in a service that stands so to this one; null where nothing does. */
        @Nullable
        Heard shows(Where where, String signal);
    }

    static Moment of(Verdict verdict, Truth truth, boolean deaf) {
        return new Moment(verdict.service(), millis(verdict.end()), truth, verdict, Elsewhere.UNKNOWN, deaf);
    }

    static Moment of(Change change, Truth truth) {
        return new Moment(change.service(), millis(change.at()), truth, null, Elsewhere.UNKNOWN, false);
    }

    static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    boolean shows(Stage.Member member, @Nullable Where where) {
        return where == null ? truth.holds(member.signal()) : elsewhere.shows(where, member.name()) != null;
    }

    double score() {
        return window == null ? Double.NaN : window.score();
    }

    boolean withoutData() {
        return window != null && window.phase() == Phase.NO_DATA;
    }
}
