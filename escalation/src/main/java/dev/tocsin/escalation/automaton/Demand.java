package dev.tocsin.escalation.automaton;

import java.time.Duration;

import dev.tocsin.escalation.rule.Absent.OnNoData;

/** What a stage asks of its members. */
public sealed interface Demand {

    /** So many of them, each once, in any order. */
    record Gather(int needed) implements Demand {}

    /** One of them so many times. */
    record Count(int times) implements Demand {}

    /** One of them in every window for so long. */
    record Lasting(Duration time) implements Demand {}

    /** None of them for so long. */
    record Absence(Duration time, OnNoData onNoData) implements Demand {}
}
