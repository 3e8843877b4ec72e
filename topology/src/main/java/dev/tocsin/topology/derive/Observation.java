package dev.tocsin.topology.derive;

import dev.tocsin.topology.derive.Input.Part;

/** What one series of an instance says at one time, for one input. Times are epoch milliseconds. */
public sealed interface Observation {

    /** The input's place in its sample. */
    int input();

    /** What tells the series apart from the others of its instance and input. */
    long series();

    long time();

    /** The same for an input in another place. */
    default Observation at(int place) {
        return switch (this) {
            case Level(int _, Part part, long series, long time, double value) -> new Level(place, part, series, time,
                    value);
            case Count(int _, Part part, long series, long time, long start, boolean delta, double value) -> new Count(
                    place, part, series, time, start, delta, value);
            case Buckets(int _, long series, long time, long start, boolean delta, double[] bounds, long[] counts) ->
                new Buckets(place, series, time, start, delta, bounds, counts);
            case Exponential(int _, long series, long time, long start, boolean delta, int scale, long zero, int offset, long[] counts) ->
                new Exponential(place, series, time, start, delta, scale, zero, offset, counts);
            case UpTo(int _, long series, long time, long start, boolean delta, double bound, double value) ->
                new UpTo(place, series, time, start, delta, bound, value);
        };
    }

    /** A level, as it is now. */
    record Level(int input, Part part, long series, long time, double value) implements Observation {}

    /**
     * A counter.
     *
     * @param start since when it counts, 0 where that isn't known
     * @param delta it counts since the point before
     */
    record Count(int input, Part part, long series, long time, long start, boolean delta,
            double value) implements Observation {}

    /**
     * Counts between explicit bounds.
     *
     * @param counts one more than bounds
     */
    @SuppressWarnings("ArrayRecordComponent") // read by index on the hot path, never compared
    record Buckets(int input, long series, long time, long start, boolean delta, double[] bounds,
            long[] counts) implements Observation {

        public Buckets {
            if (counts.length != bounds.length + 1) {
                throw new IllegalArgumentException(counts.length + " counts for " + bounds.length + " bounds");
            }
        }
    }

    /**
     * Counts between bounds that grow by 2^(2^-scale).
     *
     * @param zero observations that are zero or less
     * @param offset index of the first of counts
     */
    @SuppressWarnings("ArrayRecordComponent") // read by index on the hot path, never compared
    record Exponential(int input, long series, long time, long start, boolean delta, int scale, long zero, int offset,
            long[] counts) implements Observation {}

    /**
     * A counter of all observations up to a bound, as Prometheus has them.
     *
     * @param bound may be infinite
     */
    record UpTo(int input, long series, long time, long start, boolean delta, double bound,
            double value) implements Observation {}
}
