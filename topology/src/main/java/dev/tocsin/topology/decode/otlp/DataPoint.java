package dev.tocsin.topology.decode.otlp;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.Point.Buckets;
import dev.tocsin.topology.telemetry.Temporality;

import static java.util.Objects.requireNonNullElse;

/** One data point while it is read, of whatever kind; used again for the next. Times in nanoseconds, as OTLP has them. */
final class DataPoint {

    private static final int NO_RECORDED_VALUE = 1;
    private static final int COARSEST_SCALE = -10;
    private static final int FINEST_SCALE = 20;

    final Attributes.Builder attributes = new Attributes.Builder();
    final Longs bounds = new Longs(); // bits of doubles: a histogram's bounds, a summary's quantiles
    final Longs counts = new Longs(); // a histogram's counts; bits of doubles: a summary's values
    final Side positive = new Side();
    final Side negative = new Side();
    long startNanos;
    long nanos;
    long flags;
    boolean hasValue;
    double value;
    long count;
    double sum;
    double min;
    double max;
    int scale;
    long zeroCount;
    double zeroThreshold;

    /** One side of an exponential histogram. */
    static final class Side {
        int offset;
        final Longs counts = new Longs();

        private void clear() {
            offset = 0;
            counts.clear();
        }

        private @Nullable String fault() {
            return counts.tooMany()
                    ? "too_many_buckets"
                    : (long) offset + counts.size() > Integer.MAX_VALUE ? "bad_bounds" : countsFault(counts);
        }

        private Buckets buckets() {
            return counts.size() == 0 ? Buckets.NONE : new Buckets(offset, counts.toArray());
        }
    }

    DataPoint clear() {
        bounds.clear();
        counts.clear();
        positive.clear();
        negative.clear();
        startNanos = nanos = flags = count = zeroCount = 0;
        hasValue = false;
        value = zeroThreshold = 0;
        sum = min = max = Double.NaN;
        scale = 0;
        return this;
    }

    /** Why it can't be used; null if it can. */
    @Nullable
    String fault(MetricHead metric) {
        if ((flags & NO_RECORDED_VALUE) != 0) {
            return "no_recorded_value";
        }
        if (nanos <= 0) {
            return "no_time";
        }
        return switch (metric.kind()) {
            case NONE -> "no_data";
            case GAUGE, SUM -> !hasValue ? "no_value" : Double.isFinite(value) ? null : "not_finite";
            case HISTOGRAM -> histogramFault();
            case EXPONENTIAL_HISTOGRAM -> exponentialFault();
            case SUMMARY -> summaryFault();
        };
    }

    private @Nullable String histogramFault() {
        if (counts.tooMany() || bounds.tooMany()) {
            return "too_many_buckets";
        }
        if (counts.size() != 0 && counts.size() != bounds.size() + 1) {
            return "bounds_mismatch";
        }
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < bounds.size(); i++) {
            double bound = Double.longBitsToDouble(bounds.get(i));
            if (!Double.isFinite(bound) || bound <= last) {
                return "bad_bounds";
            }
            last = bound;
        }
        return count < 0 ? "bad_counts" : countsFault(counts);
    }

    private @Nullable String exponentialFault() {
        if (scale < COARSEST_SCALE || scale > FINEST_SCALE) {
            return "bad_scale";
        }
        if (count < 0 || zeroCount < 0) {
            return "bad_counts";
        }
        String fault = positive.fault();
        return fault != null ? fault : negative.fault();
    }

    private @Nullable String summaryFault() {
        if (bounds.tooMany()) {
            return "too_many_quantiles";
        }
        for (int i = 0; i < bounds.size(); i++) {
            double quantile = Double.longBitsToDouble(bounds.get(i));
            if (!(quantile >= 0 && quantile <= 1)) {
                return "bad_quantile";
            }
        }
        return count < 0 ? "bad_counts" : null;
    }

    /** Counts are unsigned on the wire: what doesn't fit a long, or makes their sum not fit, counts nothing real. */
    private static @Nullable String countsFault(Longs counts) {
        long total = 0;
        for (int i = 0; i < counts.size(); i++) {
            total += counts.get(i);
            if (counts.get(i) < 0 || total < 0) {
                return "bad_counts";
            }
        }
        return null;
    }

    /** The point that was read; only without a fault. */
    Point point(MetricHead head, Attributes its) {
        String name = head.name();
        String unit = head.unit();
        long time = nanos / 1_000_000;
        long start = Math.max(0, startNanos / 1_000_000);
        Temporality temporality = requireNonNullElse(head.temporality(), Temporality.CUMULATIVE);
        return switch (head.kind()) {
            case GAUGE -> new Point.Gauge(name, unit, its, time, value);
            case SUM -> new Point.Sum(name, unit, its, time, start, value, head.monotonic(), temporality);
            case HISTOGRAM -> new Point.Histogram(name, unit, its, time, start, temporality, count, finite(sum),
                    finite(min), finite(max), bounds.toDoubles(), counts.toArray());
            case EXPONENTIAL_HISTOGRAM -> new Point.ExponentialHistogram(name, unit, its, time, start, temporality,
                    count, finite(sum), finite(min), finite(max), scale, zeroCount, zeroThreshold, positive.buckets(),
                    negative.buckets());
            case SUMMARY -> new Point.Summary(name, unit, its, time, start, count, finite(sum), bounds.toDoubles(),
                    counts.toDoubles());
            case NONE -> throw new IllegalStateException("metric " + name + " has no points");
        };
    }

    private static double finite(double number) {
        return Double.isFinite(number) ? number : Double.NaN;
    }
}
