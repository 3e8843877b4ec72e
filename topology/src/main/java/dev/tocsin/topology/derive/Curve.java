package dev.tocsin.topology.derive;

/**
 * How many observations are at most a value. Within a bucket they are taken to be spread evenly, as Prometheus'
 * {@code histogram_quantile} does, evenly on a logarithmic scale where the buckets are exponential; what is above the
 * highest finite bound counts as that bound.
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
record Curve(double[] upper, double[] cumulative, boolean logarithmic) {

    static Curve of(double[] upper, double[] counts, boolean logarithmic) {
        double[] cumulative = new double[counts.length];
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i];
            cumulative[i] = sum;
        }
        return new Curve(upper, cumulative, logarithmic);
    }

    double total() {
        return cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
    }

    /** The highest finite bound. */
    double highest() {
        for (int i = upper.length - 1; i >= 0; i--) {
            if (Double.isFinite(upper[i])) {
                return upper[i];
            }
        }
        return Double.NaN;
    }

    double valueAt(double rank) {
        for (int i = 0; i < upper.length; i++) {
            if (cumulative[i] >= rank && cumulative[i] > before(i)) {
                return Double.isFinite(upper[i])
                        ? between(i, (rank - before(i)) / (cumulative[i] - before(i)))
                        : highest();
            }
        }
        return highest();
    }

    double rankOf(double value) {
        for (int i = 0; i < upper.length; i++) {
            if (value <= upper[i]) {
                return Double.isFinite(upper[i])
                        ? before(i) + (cumulative[i] - before(i)) * share(i, value)
                        : value >= highest() ? total() : before(i);
            }
        }
        return total();
    }

    private double between(int i, double share) {
        double low = low(i);
        return logarithmic && low > 0
                ? low * Math.pow(upper[i] / low, share)
                : low + (upper[i] - low) * share;
    }

    private double share(int i, double value) {
        double low = low(i);
        if (upper[i] <= low) {
            return 1;
        }
        double share = logarithmic && low > 0 && value > 0
                ? Math.log(value / low) / Math.log(upper[i] / low)
                : (value - low) / (upper[i] - low);
        return Math.clamp(share, 0, 1);
    }

    /** The lowest bucket begins at zero, unless its bound is below that. */
    private double low(int i) {
        return i > 0 ? upper[i - 1] : Math.min(0, upper[0]);
    }

    private double before(int i) {
        return i > 0 ? cumulative[i - 1] : 0;
    }
}
