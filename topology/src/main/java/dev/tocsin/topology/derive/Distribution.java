package dev.tocsin.topology.derive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What all instances of a service observed in a window, as counts between bounds. Histograms are added up before a
 * quantile is taken of them. Instances whose bounds differ are kept apart and met at the quantile.
 */
final class Distribution {

    private static final int MOST_LAYOUTS = 8;
    private static final int HALVINGS = 60;

    /** Counts between the same explicit bounds. */
    private record Layout(double[] bounds, double[] counts) {}

    private final List<Layout> layouts = new ArrayList<>(1);
    private @Nullable ExponentialCounts exponential;
    /** Growth of cumulative counts by their upper bound, as Prometheus has them. */
    private @Nullable TreeMap<Double, Double> upTo;

    void add(double[] bounds, long[] counts) {
        Layout layout = layout(bounds);
        boolean same = Arrays.equals(layout.bounds, bounds);
        for (int i = 0; i < counts.length; i++) {
            layout.counts[same
                    ? i
                    : place(layout.bounds, i < bounds.length ? bounds[i] : Double.MAX_VALUE)] += counts[i];
        }
    }

    /** The bucket in which an upper bound of others falls. */
    private static int place(double[] bounds, double upper) {
        int found = Arrays.binarySearch(bounds, upper);
        return found >= 0 ? found : -found - 1;
    }

    void add(ExponentialCounts counts) {
        exponential = exponential == null ? counts : exponential.plus(counts);
    }

    void addUpTo(double bound, double growth) {
        if (upTo == null) {
            upTo = new TreeMap<>();
        }
        upTo.merge(bound, growth, Double::sum);
    }

    /** The counts between these bounds; beyond a few layouts the first takes the rest, by upper bounds. */
    private Layout layout(double[] bounds) {
        for (Layout layout : layouts) {
            if (Arrays.equals(layout.bounds, bounds)) {
                return layout;
            }
        }
        if (layouts.size() >= MOST_LAYOUTS) {
            return layouts.getFirst();
        }
        Layout added = new Layout(bounds, new double[bounds.length + 1]);
        layouts.add(added);
        return added;
    }

    /** The values below which shares of the observations are; NaN where there is none. */
    double[] quantiles(List<Double> shares) {
        List<Curve> curves = curves();
        double total = curves.stream().mapToDouble(Curve::total).sum();
        double[] values = new double[shares.size()];
        for (int i = 0; i < values.length; i++) {
            double rank = shares.get(i) * total;
            values[i] = !(total > 0)
                    ? Double.NaN
                    : curves.size() == 1 ? curves.getFirst().valueAt(rank) : met(curves, rank);
        }
        return values;
    }

    private static double met(List<Curve> curves, double rank) {
        double low = 0;
        double high = curves.stream().mapToDouble(Curve::highest).max().orElse(0);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (curves.stream().mapToDouble(curve -> curve.rankOf(middle)).sum() < rank) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private List<Curve> curves() {
        List<Curve> curves = new ArrayList<>();
        for (Layout layout : layouts) {
            double[] upper = Arrays.copyOf(layout.bounds, layout.bounds.length + 1);
            upper[layout.bounds.length] = Double.POSITIVE_INFINITY;
            curves.add(Curve.of(upper, layout.counts, false));
        }
        if (exponential != null) {
            curves.add(exponential(exponential));
        }
        if (upTo != null) {
            curves.add(upTo(upTo));
        }
        curves.removeIf(curve -> !(curve.total() > 0));
        return curves;
    }

    private static Curve exponential(ExponentialCounts counts) {
        int length = counts.counts().length;
        double[] upper = new double[length + 1];
        double[] numbers = new double[length + 1];
        upper[0] = length == 0 ? 0 : counts.upper(counts.offset() - 1);
        numbers[0] = counts.zero();
        for (int i = 0; i < length; i++) {
            upper[i + 1] = counts.upper(counts.offset() + i);
            numbers[i + 1] = counts.counts()[i];
        }
        return Curve.of(upper, numbers, true);
    }

    /** Cumulative counts may come of scrapes at slightly different times: they are made to rise. */
    private static Curve upTo(TreeMap<Double, Double> growth) {
        double[] upper = new double[growth.size()];
        double[] numbers = new double[growth.size()];
        double before = 0;
        int i = 0;
        for (Map.Entry<Double, Double> bound : growth.entrySet()) {
            double risen = Math.max(before, bound.getValue());
            upper[i] = bound.getKey();
            numbers[i++] = risen - before;
            before = risen;
        }
        return Curve.of(upper, numbers, false);
    }
}
