package dev.tocsin.notifiers.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A metric's value and what was expected of it, as a person reads them: in the unit the metric's name says, and with no
 * more digits than matter. A unit is the name's last word, percentiles and averages apart: {@code latency_seconds},
 * {@code latency_p99_ms}, {@code heap.usedBytes}, {@code error_ratio}, {@code requests_per_second}.
 *
 * @param observed {@code 1.31 s}; empty where it is no number
 * @param expected {@code 39.6 ms}; {@code 0} where it is next to nothing beside the observed value; empty where it is no
 *         number
 */
public record Quantity(String observed, String expected) {

    /** Beside a value ten thousand times as large, another is nothing. */
    private static final double NOTHING_BESIDE = 1e-4;
    private static final MathContext THREE_DIGITS = new MathContext(3);
    private static final MathContext FOUR_DIGITS = new MathContext(4);
    private static final double HUGE = 1e15;
    private static final double TINY = 1e-6;
    /** What calls itself a ratio or a utilization and is larger is most likely percent already. */
    private static final double MAX_RATIO = 10;
    /** Seconds beyond this are a point in time. */
    private static final double MAX_SECONDS = 1e9;

    private static final Pattern WORD_BORDER = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern STATISTIC = Pattern
            .compile("[pq]\\d{1,4}|avg|mean|median|min|max|sum|current|last|value", Pattern.CASE_INSENSITIVE);

    /** What a value is measured in. */
    private enum Unit {
        SECONDS(Set.of("seconds", "second", "secs", "sec")), MILLISECONDS(
                Set.of("milliseconds", "millis", "msec", "ms")), BYTES(Set.of("bytes", "byte")), BYTES_PER_SECOND(
                        Set.of()), PER_SECOND(Set.of()), RATIO(Set.of("ratio", "utilization", "utilisation")), PERCENT(
                                Set.of("percent", "percentage", "pct")), NONE(Set.of());

        private final Set<String> names;

        Unit(Set<String> names) {
            this.names = names;
        }

        static Unit of(String metric) {
            List<String> words = Arrays.stream(WORD_BORDER.split(metric)).filter(word -> !word.isEmpty()
                    && !STATISTIC.matcher(word).matches()).map(word -> word.toLowerCase(Locale.ROOT)).toList();
            if (words.isEmpty()) {
                return NONE;
            }
            if (words.size() > 2 && words.get(words.size() - 2).equals("per")) {
                boolean second = SECONDS.names.contains(words.getLast());
                boolean bytes = BYTES.names.contains(words.get(words.size() - 3));
                return second ? bytes ? BYTES_PER_SECOND : PER_SECOND : NONE;
            }
            return Arrays.stream(values()).filter(unit -> unit.names.contains(words.getLast())).findFirst()
                    .orElse(NONE);
        }
    }

    /** What was seen of a metric, beside what was expected. */
    public static Quantity of(@Nullable String metric, @Nullable Double observed, @Nullable Double expected) {
        Unit unit = metric == null ? Unit.NONE : Unit.of(metric);
        boolean percent = unit == Unit.RATIO && (size(observed) > MAX_RATIO || size(expected) > MAX_RATIO);
        Unit fits = percent ? Unit.NONE : unit;
        return new Quantity(text(fits, beside(observed, expected)), text(fits, beside(expected, observed)));
    }

    /** Four digits at most and two decimals at most above 1: {@code 812.4}, {@code 0.0431}; {@code 1E+20} beyond reason. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = size < 1 ? exact.round(THREE_DIGITS) : exact.round(FOUR_DIGITS);
        BigDecimal shown = rounded.scale() > 2 && size >= 1 ? rounded.setScale(2, RoundingMode.HALF_EVEN) : rounded;
        BigDecimal plain = shown.stripTrailingZeros();
        return size >= HUGE || size < TINY ? plain.toString() : plain.toPlainString();
    }

    /** What was seen, {@code n/a} where that is no number. */
    public String seen() {
        return observed.isEmpty() ? "n/a" : observed;
    }

    private static double size(@Nullable Double value) {
        return value == null ? 0 : Math.abs(value);
    }

    private static double beside(@Nullable Double value, @Nullable Double other) {
        if (value == null) {
            return Double.NaN;
        }
        return other != null && Math.abs(value) < NOTHING_BESIDE * Math.abs(other) ? 0 : value;
    }

    private static String text(Unit unit, double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return switch (unit) {
            case SECONDS -> seconds(value);
            case MILLISECONDS -> Math.abs(value) < 1_000 ? number(value) + " ms" : seconds(value / 1_000);
            case BYTES -> bytes(value);
            case BYTES_PER_SECOND -> bytes(value) + "/s";
            case PER_SECOND -> number(value) + "/s";
            case RATIO -> percent(100 * value);
            case PERCENT -> percent(value);
            case NONE -> number(value);
        };
    }

    private static String percent(double value) {
        return (Math.abs(value) < 0.001 ? "0" : number(value)) + " %";
    }

    private static String seconds(double value) {
        double size = Math.abs(value);
        if (size >= MAX_SECONDS) {
            return number(value);
        }
        if (size >= 120) {
            return (value < 0 ? "-" : "") + Words.duration(Duration.ofSeconds(Math.round(size)));
        }
        if (size >= 1 || size == 0) {
            return number(value) + " s";
        }
        return size >= 0.001 ? number(1e3 * value) + " ms" : number(1e6 * value) + " µs";
    }

    private static String bytes(double value) {
        double scaled = value;
        for (String unit : List.of("B", "kB", "MB", "GB")) {
            if (Math.abs(scaled) < 1_000) {
                return number(scaled) + " " + unit;
            }
            scaled /= 1_000;
        }
        return number(scaled) + " TB";
    }
}
