package dev.tocsin.escalation.signal;

import java.time.Duration;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.verdict.Change;

/**
 * A named predicate over one window or one change.
 *
 * @param windows in how many consecutive windows the condition must hold for the signal to be true
 * @param expectedAfter after which change it is no news and so counts as false, null for none
 * @throws IllegalArgumentException if the name isn't 1 to 63 of {@code a-z A-Z 0-9 _ . -}, windows isn't 1 to
 *         {@value #MAX_WINDOWS}, or a change is asked to last
 */
public record Signal(String name, Condition condition, int windows, @Nullable ExpectedAfter expectedAfter) {

    /** The most consecutive windows a signal can ask for: its run is a counter of one byte. */
    public static final int MAX_WINDOWS = 120;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");

    public Signal {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "signal name '" + name + "' is not 1 to 63 letters, digits, '_', '.' or '-'");
        }
        if (windows < 1 || windows > MAX_WINDOWS) {
            throw new IllegalArgumentException(
                    "for of signal '" + name + "' is " + windows + " windows, not 1 to " + MAX_WINDOWS);
        }
        if (condition instanceof Condition.ChangeOf && windows > 1) {
            throw new IllegalArgumentException(
                    "for of signal '" + name + "' is " + windows + ", but a change is over in a moment");
        }
    }

    public Signal(String name, Condition condition, int windows) {
        this(name, condition, windows, null);
    }

    public static Signal of(String name, Condition condition) {
        return new Signal(name, condition, 1);
    }

    /** The same signal, true only after so many consecutive windows. */
    public Signal lasting(int windows) {
        return new Signal(name, condition, windows, expectedAfter);
    }

    /** The same signal, no news for a time after a change of a kind. */
    public Signal expectedAfter(Change.Kind kind, Duration time) {
        return new Signal(name, condition, windows, new ExpectedAfter(kind, time));
    }

    /** Whether it is true of a service that is well: such a service counts as having been so for long. */
    boolean ofCalm() {
        return condition instanceof Condition.AllMetricsNormal || condition instanceof Condition.Quiet;
    }

    /** Whether it is true only while none of the asking rule's own signals is. */
    public boolean relativeToRule() {
        return condition instanceof Condition.Quiet;
    }

    /** Whether it speaks of changes rather than of windows. */
    public boolean ofChanges() {
        return condition instanceof Condition.ChangeOf;
    }
}
