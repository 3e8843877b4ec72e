package dev.tocsin.topology.window;

import java.util.Arrays;

/**
 * The samples of one service in one window: per metric slot how many and their sum, which is what its mean is made of.
 * Slots are numbered by the service's {@link MetricSlots}.
 */
final class Aggregate {

    final long start;
    int samples;
    int slots;
    int[] count;
    double[] sum;

    Aggregate(long start, int capacity) {
        this.start = start;
        count = new int[capacity];
        sum = new double[capacity];
    }

    /**
     * Takes in one sample.
     *
     * @param slots by value; {@link MetricSlots#NONE} for a value that isn't taken
     */
    void add(int[] slots, double[] values) {
        samples++;
        for (int index = 0; index < values.length; index++) {
            if (slots[index] != MetricSlots.NONE) {
                add(slots[index], values[index]);
            }
        }
    }

    /**
     * Takes what metrics of the window are so far in place of what was said of them before.
     *
     * @param slots by value; {@link MetricSlots#NONE} for a value that isn't taken
     */
    void replace(int[] slots, double[] values) {
        samples++;
        for (int index = 0; index < values.length; index++) {
            int slot = slots[index];
            if (slot != MetricSlots.NONE) {
                forget(slot);
                add(slot, values[index]);
            }
        }
    }

    private void forget(int slot) {
        if (slot < slots) {
            count[slot] = 0;
            sum[slot] = 0;
        }
    }

    private void add(int slot, double value) {
        if (slot >= count.length) {
            grow(Math.max(slot + 1, count.length * 2));
        }
        slots = Math.max(slots, slot + 1);
        count[slot]++;
        sum[slot] += value;
    }

    /** The means per slot, NaN where a metric had no sample. */
    double[] means(int size) {
        double[] means = new double[size];
        for (int slot = 0; slot < size; slot++) {
            means[slot] = slot < slots && count[slot] > 0 ? sum[slot] / count[slot] : Double.NaN;
        }
        return means;
    }

    /** Whether every slot has as many samples. */
    boolean isUniform() {
        for (int slot = 1; slot < slots; slot++) {
            if (count[slot] != count[0]) {
                return false;
            }
        }
        return true;
    }

    /** Moves slot {@code kept[i]} to {@code i}; other slots are given up. */
    void keep(int[] kept) {
        int[] counts = new int[kept.length];
        double[] sums = new double[kept.length];
        int filled = 0;
        for (; filled < kept.length && kept[filled] < slots; filled++) {
            counts[filled] = count[kept[filled]];
            sums[filled] = sum[kept[filled]];
        }
        count = counts;
        sum = sums;
        slots = filled;
    }

    private void grow(int capacity) {
        count = Arrays.copyOf(count, capacity);
        sum = Arrays.copyOf(sum, capacity);
    }
}
