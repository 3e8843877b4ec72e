package dev.tocsin.detectors.scaling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.stored.StoredModel.StoredMetric;

/** The metrics a model knows, each in a slot of its own, and where the values of a window belong. */
public final class MetricTable {

    /** The slot of a name that isn't taken in: the table is full, or the window has the name twice. */
    public static final int IGNORED = -1;

    private final Profile profile;
    private final List<String> names = new ArrayList<>();
    private final List<MetricScale> scales = new ArrayList<>();
    private final Map<String, Integer> slots = new HashMap<>();
    private List<String> alignedNames = List.of();
    private int[] aligned = new int[0];

    public MetricTable(Profile profile) {
        this.profile = profile;
    }

    public MetricTable(Profile profile, List<StoredMetric> stored) {
        this(profile);
        stored.forEach(metric -> take(metric.name(), new MetricScale(profile, metric.scale(), metric.season())));
    }

    public int size() {
        return scales.size();
    }

    public String name(int slot) {
        return names.get(slot);
    }

    public MetricScale scale(int slot) {
        return scales.get(slot);
    }

    /** The slot of each name, taking in new ones while there is room. Not to be changed. */
    public int[] align(List<String> windowNames) {
        if (windowNames.equals(alignedNames)) {
            return aligned;
        }
        int[] found = new int[windowNames.size()];
        boolean[] used = new boolean[scales.size() + windowNames.size()];
        for (int i = 0; i < found.length; i++) {
            int slot = slotOf(windowNames.get(i));
            found[i] = slot == IGNORED || used[slot] ? IGNORED : slot;
            if (slot != IGNORED) {
                used[slot] = true;
            }
        }
        aligned = found;
        alignedNames = List.copyOf(windowNames);
        return found;
    }

    private int slotOf(String name) {
        Integer slot = slots.get(name);
        if (slot != null) {
            return slot;
        }
        return size() < profile.limits().metrics() ? take(name, new MetricScale(profile)) : IGNORED;
    }

    private int take(String name, MetricScale scale) {
        slots.put(name, size());
        names.add(name);
        scales.add(scale);
        return size() - 1;
    }

    /** Forgets the metric; later slots move down by one. */
    public void remove(int slot) {
        names.remove(slot);
        scales.remove(slot);
        slots.clear();
        for (int i = 0; i < names.size(); i++) {
            slots.put(names.get(i), i);
        }
        alignedNames = List.of();
        aligned = new int[0];
    }

    public List<StoredMetric> stored() {
        List<StoredMetric> stored = new ArrayList<>(size());
        for (int slot = 0; slot < size(); slot++) {
            stored.add(new StoredMetric(names.get(slot), scales.get(slot).stored(),
                    scales.get(slot).storedSeason()));
        }
        return stored;
    }
}
