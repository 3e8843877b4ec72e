package dev.tocsin.escalation.rule;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A pattern of signals, how far it may stretch, and when its incident ends.
 *
 * @param within the most time from the first step to the last, null where only the steps' own bounds hold
 * @param unless name of the signal that ends a match in progress, null for none
 * @param allowSameWindow whether one window may make consecutive steps true
 * @param groupUnder what the step is called under whose service's incidents this rule's are told, null for none
 * @throws IllegalArgumentException if the name isn't 1 to 63 of {@code a-z A-Z 0-9 _ . -}, or {@code within} isn't
 *         within 0 and 30 days
 */
public record EscalationRule(String name, Pattern match, @Nullable Duration within, @Nullable String unless,
        Anchor anchor, boolean allowSameWindow, Resolve resolve, Rearm rearm, Contiguity contiguity,
        OnUpdate onUpdate, @Nullable String groupUnder) {

    private static final java.util.regex.Pattern NAME = java.util.regex.Pattern
            .compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");

    public EscalationRule {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "rule name '" + name + "' is not 1 to 63 letters, digits, '_', '.' or '-'");
        }
        if (within != null) {
            Span.positive("within of rule '" + name + "'", within);
        }
    }

    public EscalationRule(String name, Pattern match, @Nullable Duration within, @Nullable String unless,
            Anchor anchor, boolean allowSameWindow, Resolve resolve, Rearm rearm) {
        this(name, match, within, unless, anchor, allowSameWindow, resolve, rearm, Contiguity.NEXT, OnUpdate.DRAIN,
                null);
    }

    /** A rule with every default: no overall bound, no {@code unless}, first anchor, same window allowed. */
    public static EscalationRule of(String name, Pattern match) {
        return new EscalationRule(name, match, null, null, Anchor.FIRST, true, Resolve.DEFAULT, Rearm.RESOLVE);
    }

    public EscalationRule within(Duration bound) {
        return new EscalationRule(name, match, bound, unless, anchor, allowSameWindow, resolve, rearm, contiguity,
                onUpdate, groupUnder);
    }

    public EscalationRule unless(String signal) {
        return new EscalationRule(name, match, within, signal, anchor, allowSameWindow, resolve, rearm, contiguity,
                onUpdate, groupUnder);
    }

    public EscalationRule anchor(Anchor start) {
        return new EscalationRule(name, match, within, unless, start, allowSameWindow, resolve, rearm, contiguity,
                onUpdate, groupUnder);
    }

    public EscalationRule resolve(Resolve end) {
        return new EscalationRule(name, match, within, unless, anchor, allowSameWindow, end, rearm, contiguity,
                onUpdate, groupUnder);
    }

    /** The same rule for which each step needs a window of its own. */
    public EscalationRule inSeparateWindows() {
        return new EscalationRule(name, match, within, unless, anchor, false, resolve, rearm, contiguity, onUpdate,
                groupUnder);
    }

    public EscalationRule rearm(Rearm again) {
        return new EscalationRule(name, match, within, unless, anchor, allowSameWindow, resolve, again, contiguity,
                onUpdate, groupUnder);
    }

    public EscalationRule contiguity(Contiguity other) {
        return new EscalationRule(name, match, within, unless, anchor, allowSameWindow, resolve, rearm, other,
                onUpdate, groupUnder);
    }

    public EscalationRule onUpdate(OnUpdate other) {
        return new EscalationRule(name, match, within, unless, anchor, allowSameWindow, resolve, rearm, contiguity,
                other, groupUnder);
    }

    public EscalationRule groupUnder(String step) {
        return new EscalationRule(name, match, within, unless, anchor, allowSameWindow, resolve, rearm, contiguity,
                onUpdate, step);
    }
}
