package dev.tocsin.topology.derive;

import java.util.Arrays;

/**
 * Counts of an exponential histogram: bucket {@code i} of {@code counts} holds
 * {@code (base^(offset+i), base^(offset+i+1)]}, base being 2^(2^-scale). See OpenTelemetry's data model, "Exponential
 * histogram".
 *
 * @param zero observations that are zero or less
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on the hot path, never compared
record ExponentialCounts(int scale, long zero, int offset, long[] counts) {

    /** The same in fewer, wider buckets; a scale that isn't lower changes nothing. */
    ExponentialCounts downTo(int lower) {
        int shift = scale - lower;
        if (shift <= 0 || counts.length == 0) {
            return shift <= 0 ? this : new ExponentialCounts(lower, zero, offset >> shift, counts);
        }
        int first = offset >> shift;
        int last = offset + counts.length - 1 >> shift;
        long[] merged = new long[last - first + 1];
        for (int i = 0; i < counts.length; i++) {
            merged[(offset + i >> shift) - first] += counts[i];
        }
        return new ExponentialCounts(lower, zero, first, merged);
    }

    boolean fellBelow(ExponentialCounts before) {
        if (zero < before.zero) {
            return true;
        }
        for (int i = 0; i < before.counts.length; i++) {
            if (at(before.offset + i) < before.counts[i]) {
                return true;
            }
        }
        return false;
    }

    /** What was added since counts of the same scale. */
    ExponentialCounts less(ExponentialCounts before) {
        long[] grown = Arrays.copyOf(counts, counts.length);
        for (int i = 0; i < grown.length; i++) {
            grown[i] -= before.at(offset + i);
        }
        return new ExponentialCounts(scale, zero - before.zero, offset, grown);
    }

    /** Both together, in the wider buckets of the two. */
    ExponentialCounts plus(ExponentialCounts other) {
        int common = Math.min(scale, other.scale);
        ExponentialCounts one = downTo(common);
        ExponentialCounts two = other.downTo(common);
        if (one.counts.length == 0 || two.counts.length == 0) {
            ExponentialCounts some = one.counts.length == 0 ? two : one;
            return new ExponentialCounts(common, zero + other.zero, some.offset, some.counts);
        }
        int first = Math.min(one.offset, two.offset);
        int end = Math.max(one.offset + one.counts.length, two.offset + two.counts.length);
        long[] sum = new long[end - first];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = one.at(first + i) + two.at(first + i);
        }
        return new ExponentialCounts(common, zero + other.zero, first, sum);
    }

    /** The upper bound of a bucket by its index. */
    double upper(int index) {
        return Math.pow(2, Math.scalb((double) (index + 1), -scale));
    }

    private long at(int index) {
        int place = index - offset;
        return place < 0 || place >= counts.length ? 0 : counts[place];
    }
}
