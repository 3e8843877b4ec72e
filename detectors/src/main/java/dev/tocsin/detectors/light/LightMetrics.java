package dev.tocsin.detectors.light;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.tocsin.detectors.Contribution;
import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.learning.Lesson;
import dev.tocsin.detectors.stored.LightModel.LightScales;

/**
 * Level and robust sigma of each metric of a light model, as {@link dev.tocsin.detectors.scaling.MetricScale} learns
 * them, but from the first value on, without a median, and in floats.
 */
final class LightMetrics {

    /** Values of a metric before it has a deviation. */
    static final int SETTLING = 16;

    private static final int IGNORED = -1;
    private static final int FIELDS = 4;
    private static final int VARIANCE = 0;
    private static final int SWING = 1;
    private static final int LEARNED = 2;
    private static final int ABSENT = 3;
    private static final double LEAST_RELATIVE_SIGMA = 1e-3;
    private static final double SWING_PACE = 0.2;
    /** A young sigma is wider by this, for a mean of a few values is uncertain. */
    private static final double YOUNG = 4;
    private static final double FAR = 2;
    private static final double OTHER_UNIT = 10;

    private List<String> names;
    private double[] location;
    private float[] numbers;

    LightMetrics(LightScales stored) {
        this.names = NameLists.canonical(stored.names());
        this.location = stored.location().clone();
        this.numbers = stored.numbers().clone();
    }

    int size() {
        return location.length;
    }

    String name(int slot) {
        return names.get(slot);
    }

    /** The slot of each name, {@value #IGNORED} for what isn't taken in; new names are while there is room. */
    int[] align(List<String> windowNames, int most) {
        int[] slots = new int[windowNames.size()];
        if (windowNames.equals(names)) {
            Arrays.setAll(slots, i -> i);
            return slots;
        }
        boolean[] used = new boolean[names.size() + slots.length];
        for (int i = 0; i < slots.length; i++) {
            int slot = slotOf(windowNames.get(i), most);
            slots[i] = slot == IGNORED || used[slot] ? IGNORED : slot;
            if (slot != IGNORED) {
                used[slot] = true;
            }
        }
        return slots;
    }

    private int slotOf(String name, int most) {
        int slot = names.indexOf(name);
        if (slot >= 0 || names.size() >= most) {
            return slot;
        }
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        names = NameLists.canonical(longer);
        location = Arrays.copyOf(location, names.size());
        numbers = Arrays.copyOf(numbers, FIELDS * names.size());
        return names.size() - 1;
    }

    /** Forgets the metric; the later ones move up. */
    void remove(int slot) {
        List<String> shorter = new ArrayList<>(names);
        shorter.remove(slot);
        names = NameLists.canonical(shorter);
        int later = names.size() - slot;
        System.arraycopy(location, slot + 1, location, slot, later);
        location = Arrays.copyOf(location, names.size());
        System.arraycopy(numbers, FIELDS * (slot + 1), numbers, FIELDS * slot, FIELDS * later);
        numbers = Arrays.copyOf(numbers, FIELDS * names.size());
    }

    double location(int slot) {
        return location[slot];
    }

    double sigma(int slot, Profile profile) {
        int at = FIELDS * slot;
        double floor = Math.max(profile.scaling().sigmaFloor() * numbers[at + SWING],
                LEAST_RELATIVE_SIGMA * Math.abs(location[slot]));
        double young = 1 + YOUNG / (1 + numbers[at + LEARNED]);
        return young * Math.max(Math.sqrt(numbers[at + VARIANCE]), Math.max(floor, Float.MIN_NORMAL));
    }

    /** Signed distance from what is expected in sigmas; NaN until settled. */
    double deviation(int slot, double value, double season, Profile profile) {
        if (numbers[FIELDS * slot + LEARNED] < SETTLING) {
            return Double.NaN;
        }
        double sigmas = (value - location[slot] - season) / sigma(slot, profile);
        return Math.max(-Contribution.WIDEST, Math.min(Contribution.WIDEST, sigmas));
    }

    /** The share of what is known of a metric that a lesson's window replaces. */
    double rate(int slot, Lesson lesson, double forgetting) {
        return lesson.rate(Math.max(forgetting, 1.0 / (numbers[FIELDS * slot + LEARNED] + 1)));
    }

    /** Learns a value; {@code forgetting} is the weight of a usual window in what is remembered. */
    void learn(int slot, double value, double season, Lesson lesson, double forgetting, Profile profile) {
        int at = FIELDS * slot;
        numbers[at + ABSENT] = 0;
        if (lesson.weight() == 0) {
            return;
        }
        double rate = rate(slot, lesson, forgetting);
        double learned = numbers[at + LEARNED];
        if (learned == 0) {
            location[slot] = value;
        }
        double reach = Math.abs(value - location[slot]);
        double forgotten = lesson.leastRate() > 0 ? rate : SWING_PACE * lesson.weight() * forgetting;
        double swing = numbers[at + SWING] * (1 - forgotten);
        if (reach > swing) {
            swing = learned < SETTLING ? reach : swing + lesson.weight() * (reach - swing);
        }
        double bound = learned < SETTLING ? reach : profile.scaling().winsor() * sigma(slot, profile);
        double off = Math.max(-bound, Math.min(bound, value - location[slot] - season));
        numbers[at + SWING] = (float) swing;
        numbers[at + VARIANCE] += (float) (rate * (off * off - numbers[at + VARIANCE]));
        numbers[at + LEARNED] += (float) lesson.weight();
        location[slot] += rate * off;
    }

    /** One more window of all metrics; {@link #learn} takes it back for those that are there. */
    void pass() {
        for (int at = ABSENT; at < numbers.length; at += FIELDS) {
            numbers[at]++;
        }
    }

    /** Windows since the last value. */
    double absent(int slot) {
        return numbers[FIELDS * slot + ABSENT];
    }

    /** Takes the value for usual at once: another unit if it is many times more or less, else another level. */
    void recentre(int slot, double value, double season, Profile profile) {
        if (!(Math.abs(deviation(slot, value, season, profile)) > FAR)) {
            return;
        }
        int at = FIELDS * slot;
        double ratio = value / (location[slot] + season);
        if (ratio >= OTHER_UNIT || ratio > 0 && ratio <= 1 / OTHER_UNIT) {
            numbers[at + VARIANCE] *= (float) (ratio * ratio);
            numbers[at + SWING] *= (float) ratio;
        } else {
            numbers[at + SWING] = (float) Math.max(numbers[at + SWING], Math.abs(value - location[slot] - season));
        }
        location[slot] = value - season;
    }

    LightScales stored() {
        return new LightScales(names, location.clone(), numbers.clone());
    }
}
