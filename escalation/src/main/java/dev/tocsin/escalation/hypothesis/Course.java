package dev.tocsin.escalation.hypothesis;

import java.util.Arrays;

import dev.tocsin.escalation.identity.ServiceId;

/**
 * How one metric of a service went in the windows of a scene, one number per window, NaN where nothing is known.
 *
 * @param deviations distance from what was usual before the incident, in robust sigmas, positive in the direction that
 *            hurts; the usual must end before the onset, or it takes in what it is to judge
 * @param rises the same distance in the metric's own unit
 */
public record Course(ServiceId service, String metric, double[] deviations, double[] rises) {

    public Course {
        if (deviations.length != rises.length) {
            throw new IllegalArgumentException(metric + " of " + service + ": " + deviations.length + " deviations, "
                    + rises.length + " rises");
        }
        deviations = deviations.clone();
        rises = rises.clone();
    }

    /** The mean over some windows of those numbers that are known; NaN where none is. */
    static double mean(double[] values, boolean[] windows) {
        double sum = 0;
        int known = 0;
        for (int window = 0; window < values.length; window++) {
            if (windows[window] && !Double.isNaN(values[window])) {
                sum += values[window];
                known++;
            }
        }
        return known == 0 ? Double.NaN : sum / known;
    }

    /** Its second largest deviation: one window alone is chance. NaN with fewer than two. */
    double lasting() {
        double[] known = Arrays.stream(deviations).filter(value -> !Double.isNaN(value)).sorted().toArray();
        return known.length < 2 ? Double.NaN : known[known.length - 2];
    }

    /** The first window in which it was this far from usual, -1 where none. */
    int first(double deviation) {
        for (int window = 0; window < deviations.length; window++) {
            if (deviations[window] >= deviation) {
                return window;
            }
        }
        return -1;
    }
}
