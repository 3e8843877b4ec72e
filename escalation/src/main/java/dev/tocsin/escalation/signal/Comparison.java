package dev.tocsin.escalation.signal;

import java.util.Arrays;
import java.util.Locale;

/** A comparison of a metric's value with a constant, written {@code "> 0.05"}. A NaN never satisfies it. */
public record Comparison(Operator operator, double threshold) {

    /** How a value stands to the threshold. Symbols of two characters come first, so that they are read first. */
    public enum Operator {
        AT_LEAST(">="), AT_MOST("<="), ABOVE(">"), BELOW("<");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }
    }

    public Comparison {
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException("threshold " + threshold + " of a value comparison is not a number");
        }
    }

    /**
     * Reads {@code "> 0.05"}, {@code ">= 3"}, {@code "< 1e3"} or {@code "<= 7"}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static Comparison parse(String text) {
        String trimmed = text.strip();
        for (Operator operator : Operator.values()) {
            if (trimmed.startsWith(operator.symbol)) {
                return new Comparison(operator, number(text, trimmed.substring(operator.symbol.length()).strip()));
            }
        }
        throw unreadable(text);
    }

    public boolean holds(double value) {
        return switch (operator) {
            case AT_LEAST -> value >= threshold;
            case AT_MOST -> value <= threshold;
            case ABOVE -> value > threshold;
            case BELOW -> value < threshold;
        };
    }

    @Override
    public String toString() {
        return operator.symbol + " " + threshold;
    }

    private static double number(String whole, String digits) {
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException notANumber) {
            throw unreadable(whole);
        }
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(String.format(Locale.ROOT,
                "value '%s' is not a comparison like '> 0.05'; operators: %s", text,
                String.join(" ", Arrays.stream(Operator.values()).map(operator -> operator.symbol).toList())));
    }
}
