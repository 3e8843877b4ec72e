package dev.tocsin.topology.map;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.derive.Input;
import dev.tocsin.topology.derive.Input.Part;
import dev.tocsin.topology.derive.Observation;
import dev.tocsin.topology.map.Plan.Use;
import dev.tocsin.topology.map.Rule.As;
import dev.tocsin.topology.map.Rule.Take;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.Temporality;

/** What one use makes of one point: observations on a sheet, or a named reason why none. */
final class Translation {

    private static final double SAME_QUANTILE = 1e-6;

    private final Sheet sheet;
    private final Use use;
    private final long series;

    /** What sets the producer's clock right. */
    private final long shift;

    private Translation(Sheet sheet, Use use, long series, long shift) {
        this.sheet = sheet;
        this.use = use;
        this.series = series;
        this.shift = shift;
    }

    /** The reason why nothing came of it, null where something did. */
    static @Nullable String of(Point point, Use use, long series, Sheet sheet, long shift) {
        Translation here = new Translation(sheet, use, series, shift);
        return switch (point) {
            case Point.Gauge gauge -> here.number(gauge, gauge.value(), use.rule().as() == As.COUNTER, 0, false);
            case Point.Untyped number -> here.number(number, number.value(), counts(number.metric(), use.rule().as()),
                    0, false);
            case Point.Sum sum -> here.sum(sum);
            case Point.Histogram histogram -> here.histogram(histogram);
            case Point.ExponentialHistogram histogram -> here.exponential(histogram);
            case Point.Summary summary -> here.summary(summary);
        };
    }

    private long time(Point point) {
        return point.timeMillis() + shift;
    }

    private long start(long millis) {
        return millis <= 0 ? 0 : millis + shift;
    }

    /** Prometheus' naming, where the format doesn't say. */
    static boolean counts(String metric, As as) {
        return as == As.BY_NAME
                ? metric.endsWith("_total") || metric.endsWith("_count") || metric.endsWith("_sum")
                        || metric.endsWith("_bucket")
                : as == As.COUNTER;
    }

    private @Nullable String sum(Point.Sum sum) {
        boolean delta = sum.temporality() == Temporality.DELTA;
        if (!sum.monotonic() && delta) {
            return "delta_level";
        }
        boolean counter = use.rule().as() == As.BY_NAME ? sum.monotonic() : use.rule().as() == As.COUNTER;
        return number(sum, sum.value(), counter, start(sum.startMillis()), delta);
    }

    private @Nullable String number(Point point, double value, boolean counter, long start, boolean delta) {
        if (!Double.isFinite(value)) {
            return "not_finite";
        }
        if (!use.rule().quantiles().isEmpty() || isOfSeries(point)) {
            return ofSeries(point, value, start, delta);
        }
        return switch (use.series().take()) {
            case USUAL -> counter ? count(point, start, delta, value) : level(point, use.level(), value);
            case VALUE -> delta ? "delta_level" : level(point, use.level(), value);
            case RATE -> count(point, start, delta, value);
            case COUNT, SUM, MEAN -> "not_a_histogram";
        };
    }

    private boolean isOfSeries(Point point) {
        return use.part() == Part.WHOLE && use.series().take() == Take.USUAL
                && (point.metric().endsWith("_bucket") && point.attributes().containsKey("le")
                        || point.attributes().containsKey("quantile"));
    }

    /** A histogram or summary that comes as one series for each bound or quantile, as Prometheus has them. */
    private @Nullable String ofSeries(Point point, double value, long start, boolean delta) {
        String bound = point.attributes().get("le");
        String quantile = point.attributes().get("quantile");
        if (bound != null) {
            double le = number(bound);
            int place = Double.isNaN(le) ? -1 : sheet.place(use.quantiles());
            if (place >= 0) {
                sheet.add(new Observation.UpTo(place, series, time(point), start, delta, le, value));
            }
            return Double.isNaN(le) ? "bad_bound" : place < 0 ? "name_clash" : null;
        }
        return quantile == null ? "not_a_histogram" : given(point, number(quantile), value);
    }

    private static double number(String text) {
        try {
            return switch (text) {
                case "+Inf", "Inf", "inf", "+inf" -> Double.POSITIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }

    private @Nullable String histogram(Point.Histogram point) {
        boolean delta = point.temporality() == Temporality.DELTA;
        if (wantsQuantiles()) {
            if (point.counts().length == 0) {
                return "no_buckets";
            }
            int place = isSound(point) ? sheet.place(use.quantiles()) : -1;
            if (place >= 0) {
                sheet.add(new Observation.Buckets(place, series, time(point), start(point.startMillis()), delta,
                        point.bounds(), point.counts()));
            }
            return place >= 0 ? null : isSound(point) ? "name_clash" : "bad_buckets";
        }
        return countOrSum(point, start(point.startMillis()), delta, point.count(), point.sum());
    }

    private static boolean isSound(Point.Histogram point) {
        for (int i = 0; i < point.bounds().length; i++) {
            if (!Double.isFinite(point.bounds()[i]) || i > 0 && point.bounds()[i] <= point.bounds()[i - 1]) {
                return false;
            }
        }
        return Arrays.stream(point.counts()).noneMatch(count -> count < 0);
    }

    private @Nullable String exponential(Point.ExponentialHistogram point) {
        boolean delta = point.temporality() == Temporality.DELTA;
        if (wantsQuantiles()) {
            boolean sound = Arrays.stream(point.positive().counts()).noneMatch(count -> count < 0)
                    && point.zeroCount() >= 0 && point.scale() >= -10 && point.scale() <= 20;
            int place = sound ? sheet.place(use.quantiles()) : -1;
            if (place >= 0) {
                long none = point.zeroCount() + Arrays.stream(point.negative().counts()).sum();
                sheet.add(new Observation.Exponential(place, series, time(point), start(point.startMillis()), delta,
                        point.scale(), none, point.positive().offset(), point.positive().counts()));
            }
            return place >= 0 ? null : sound ? "name_clash" : "bad_buckets";
        }
        return countOrSum(point, start(point.startMillis()), delta, point.count(), point.sum());
    }

    private @Nullable String summary(Point.Summary point) {
        if (!wantsQuantiles()) {
            return countOrSum(point, start(point.startMillis()), false, point.count(), point.sum());
        }
        String reason = "no_quantile";
        for (int i = 0; i < point.quantiles().length; i++) {
            if (Double.isFinite(point.values()[i]) && given(point, point.quantiles()[i], point.values()[i]) == null) {
                reason = null;
            }
        }
        return reason;
    }

    private boolean wantsQuantiles() {
        return use.part() == Part.WHOLE
                && (!use.rule().quantiles().isEmpty() || use.series().take() == Take.USUAL);
    }

    /** A quantile the producer computed, where it was asked for. */
    private @Nullable String given(Point point, double quantile, double value) {
        for (double asked : use.quantiles().quantiles()) {
            if (Math.abs(asked - quantile) < SAME_QUANTILE) {
                Input whole = use.quantiles();
                return level(point, Input.of(Input.quantileName(whole.name(), asked), whole.rank(), whole.factor(),
                        Input.Kind.LEVEL, whole.within(), whole.over()), value);
            }
        }
        return "quantile_not_asked";
    }

    private @Nullable String countOrSum(Point point, long start, boolean delta, double count, double sum) {
        return switch (use.series().take()) {
            case USUAL, RATE, COUNT -> count(point, start, delta, count);
            case SUM -> Double.isFinite(sum) ? count(point, start, delta, sum) : "no_sum";
            case MEAN -> mean(point, start, delta, count, sum);
            case VALUE -> "no_single_value";
        };
    }

    private @Nullable String mean(Point point, long start, boolean delta, double count, double sum) {
        if (!Double.isFinite(sum)) {
            return "no_sum";
        }
        if (use.part() != Part.WHOLE) {
            return "mean_in_ratio";
        }
        int place = sheet.place(use.quotient());
        if (place < 0) {
            return "name_clash";
        }
        sheet.add(new Observation.Count(place, Part.OF, series, time(point), start, delta, sum));
        sheet.add(new Observation.Count(place, Part.TO, series, time(point), start, delta, count));
        return null;
    }

    private @Nullable String count(Point point, long start, boolean delta, double value) {
        int place = sheet.place(use.part() == Part.WHOLE ? use.rate() : use.quotient());
        if (place < 0) {
            return "name_clash";
        }
        sheet.add(new Observation.Count(place, use.part(), series, time(point), start, delta, value));
        return null;
    }

    private @Nullable String level(Point point, Input input, double value) {
        int place = sheet.place(use.part() == Part.WHOLE ? input : use.quotient());
        if (place < 0) {
            return "name_clash";
        }
        sheet.add(new Observation.Level(place, use.part(), series, time(point), value));
        return null;
    }
}
