package dev.tocsin.escalation.automaton;

/** Compiled rules and the signals they name: immutable, shared by all services of a namespace. */
public final class RuleBook {}
