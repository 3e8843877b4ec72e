package dev.tocsin.escalation.verdict;

/** Where a metric went against its expectation. */
public enum Direction {
    NONE, UP, DOWN
}
