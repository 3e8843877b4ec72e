package dev.tocsin.topology.telemetry;

/** What a producer says of one series at one time. Units are the producer's; times are epoch milliseconds. */
public sealed interface Point {

    /** The metric's name as its producer writes it. */
    String metric();

    /** The metric's unit as its producer writes it ({@code ms}, {@code By}, {@code 1}), empty where it says none. */
    String unit();

    /** What tells the series of one metric apart; with the resource's, never null. */
    Attributes attributes();

    /** When it was true. */
    long timeMillis();

    /** A level, as it is now. */
    record Gauge(String metric, String unit, Attributes attributes, long timeMillis, double value) implements Point {}

    /** A value of which the format doesn't say what it is: a level, or a counter since the producer's start. */
    record Untyped(String metric, String unit, Attributes attributes, long timeMillis,
            double value) implements Point {}

    /**
     * A sum.
     *
     * @param startMillis since when it counts, 0 where the producer doesn't say
     * @param monotonic it only grows: a counter; otherwise, if cumulative, a level
     */
    record Sum(String metric, String unit, Attributes attributes, long timeMillis, long startMillis, double value,
            boolean monotonic, Temporality temporality) implements Point {}

    /**
     * Counts of observations between explicit bounds.
     *
     * @param startMillis since when it counts, 0 where the producer doesn't say
     * @param count of all observations, as the producer says it; it may differ from the sum of the buckets
     * @param sum of all observations, NaN where the producer doesn't say
     * @param min smallest observation, NaN where the producer doesn't say
     * @param max largest observation, NaN where the producer doesn't say
     * @param bounds upper bounds (inclusive) of all buckets but the last, finite and rising
     * @param counts one more than bounds, or none at all where only count and sum are known
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, by index, on the hot path; never compared
    record Histogram(String metric, String unit, Attributes attributes, long timeMillis, long startMillis,
            Temporality temporality, long count, double sum, double min, double max, double[] bounds,
            long[] counts) implements Point {

        public Histogram {
            if (counts.length != 0 && counts.length != bounds.length + 1) {
                throw new IllegalArgumentException("counts of histogram " + metric + " are " + counts.length + " for "
                        + bounds.length + " bounds");
            }
        }
    }

    /**
     * Counts of observations between bounds that grow by a factor: bucket {@code i} of {@code positive} holds
     * {@code (base^(offset+i), base^(offset+i+1)]}, where base is 2^(2^-scale); {@code negative} the same of the absolute
     * values.
     *
     * @param startMillis since when it counts, 0 where the producer doesn't say
     * @param sum of all observations, NaN where the producer doesn't say
     * @param min smallest observation, NaN where the producer doesn't say
     * @param max largest observation, NaN where the producer doesn't say
     * @param zeroCount observations whose absolute value is at most {@code zeroThreshold}
     */
    record ExponentialHistogram(String metric, String unit, Attributes attributes, long timeMillis, long startMillis,
            Temporality temporality, long count, double sum, double min, double max, int scale, long zeroCount,
            double zeroThreshold, Buckets positive, Buckets negative) implements Point {}

    /**
     * Neighbouring buckets of an exponential histogram.
     *
     * @param offset index of the first
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, by index, on the hot path; never compared
    record Buckets(int offset, long[] counts) {

        /** No buckets. */
        public static final Buckets NONE = new Buckets(0, new long[0]);
    }

    /**
     * Quantiles the producer computed itself, over a time it doesn't say. They can't be added up over instances.
     *
     * @param startMillis since when count and sum count, 0 where the producer doesn't say
     * @param quantiles each from 0 to 1
     * @param values as many as quantiles; NaN where nothing was observed
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, by index, on the hot path; never compared
    record Summary(String metric, String unit, Attributes attributes, long timeMillis, long startMillis, long count,
            double sum, double[] quantiles, double[] values) implements Point {

        public Summary {
            if (quantiles.length != values.length) {
                throw new IllegalArgumentException("summary " + metric + " has " + values.length + " values for "
                        + quantiles.length + " quantiles");
            }
        }
    }
}
