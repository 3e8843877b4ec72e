package dev.tocsin.topology.decode.otlp;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.decode.LeftOut;
import dev.tocsin.topology.decode.otlp.MetricHead.Kind;
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

        private @Nullable LeftOut fault() {
            return counts.tooMany()
                    ? LeftOut.TOO_MANY_BUCKETS
                    : (long) offset + counts.size() > Integer.MAX_VALUE ? LeftOut.BAD_BOUNDS : countsFault(counts);
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
    LeftOut fault(Kind kind) {
        if ((flags & NO_RECORDED_VALUE) != 0) {
            return LeftOut.NO_RECORDED_VALUE;
        }
        if (nanos <= 0) {
            return LeftOut.NO_TIME;
        }
        return switch (kind) {
            case NONE -> LeftOut.NO_DATA;
            case GAUGE, SUM -> !hasValue ? LeftOut.NO_VALUE : Double.isFinite(value) ? null : LeftOut.NOT_FINITE;
            case HISTOGRAM -> histogramFault();
            case EXPONENTIAL_HISTOGRAM -> exponentialFault();
            case SUMMARY -> summaryFault();
        };
    }

    private @Nullable LeftOut histogramFault() {
        if (counts.tooMany() || bounds.tooMany()) {
            return LeftOut.TOO_MANY_BUCKETS;
        }
        if (counts.size() != 0 && counts.size() != bounds.size() + 1) {
            return LeftOut.BOUNDS_MISMATCH;
        }
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < bounds.size(); i++) {
            double bound = Double.longBitsToDouble(bounds.get(i));
            if (!Double.isFinite(bound) || bound <= last) {
                return LeftOut.BAD_BOUNDS;
            }
            last = bound;
        }
        return count < 0 ? LeftOut.BAD_COUNTS : countsFault(counts);
    }

    private @Nullable LeftOut exponentialFault() {
        if (scale < COARSEST_SCALE || scale > FINEST_SCALE) {
            return LeftOut.BAD_SCALE;
        }
        if (count < 0 || zeroCount < 0) {
            return LeftOut.BAD_COUNTS;
        }
        LeftOut fault = positive.fault();
        return fault != null ? fault : negative.fault();
    }

    private @Nullable LeftOut summaryFault() {
        if (bounds.tooMany()) {
            return LeftOut.BAD_QUANTILES;
        }
        for (int i = 0; i < bounds.size(); i++) {
            double quantile = Double.longBitsToDouble(bounds.get(i));
            if (!(quantile >= 0 && quantile <= 1)) {
                return LeftOut.BAD_QUANTILES;
            }
        }
        return count < 0 ? LeftOut.BAD_COUNTS : null;
    }

    /** Counts are unsigned on the wire: what doesn't fit a long, or makes their sum not fit, counts nothing real. */
    private static @Nullable LeftOut countsFault(Longs counts) {
        long total = 0;
        for (int i = 0; i < counts.size(); i++) {
            total += counts.get(i);
            if (counts.get(i) < 0 || total < 0) {
                return LeftOut.BAD_COUNTS;
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
