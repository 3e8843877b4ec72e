package dev.tocsin.detectors.light;

import java.util.Arrays;

import dev.tocsin.detectors.MetricWindow;
import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.scaling.Winsor;
import dev.tocsin.detectors.season.SeasonTime;

/** A window as a light model sees it, slot by slot: values, NaN where missing, and how far each is from expected. */
final class Sight {

    /** Its square still is a float. */
    private static final double LARGEST = 9e18;

    final SeasonTime time;
    /** The slot of each of the window's metrics, negative where it has none. */
    final int[] slots;
    final double[] values;
    /** What the time adds to the level. */
    final double[] seasonal;
    /** In sigmas, NaN where missing or not settled. */
    final double[] deviations;
    final double[] shares;
    private final LightMetrics metrics;
    private final Profile profile;

    Sight(MetricWindow window, int[] slots, SeasonTime time, LightMetrics metrics, LightSeason season,
            Profile profile) {
        this.slots = slots;
        this.time = time;
        this.metrics = metrics;
        this.profile = profile;
        this.values = new double[metrics.size()];
        this.seasonal = new double[metrics.size()];
        this.deviations = new double[metrics.size()];
        this.shares = new double[metrics.size()];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < slots.length; i++) {
            double value = window.values()[i];
            if (slots[i] >= 0 && Math.abs(value) <= LARGEST) {
                values[slots[i]] = value;
            }
        }
        for (int slot = 0; slot < values.length; slot++) {
            seasonal[slot] = season.at(slot, time);
        }
        measure();
    }

    boolean has(int slot) {
        return !Double.isNaN(values[slot]);
    }

    boolean isEmpty() {
        for (double value : values) {
            if (!Double.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    /** Takes the deviations, again where what is expected has changed. */
    void measure() {
        for (int slot = 0; slot < values.length; slot++) {
            deviations[slot] = has(slot)
                    ? metrics.deviation(slot, values[slot], seasonal[slot], profile)
                    : Double.NaN;
        }
    }

    double[] winsorised() {
        Winsor winsor = new Winsor(profile.scaling().winsor());
        double[] cut = new double[deviations.length];
        for (int slot = 0; slot < cut.length; slot++) {
            cut[slot] = winsor.cut(deviations[slot]);
        }
        return cut;
    }
}
