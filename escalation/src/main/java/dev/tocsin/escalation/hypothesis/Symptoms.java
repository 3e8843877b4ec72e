package dev.tocsin.escalation.hypothesis;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;

/** What each service of a scene showed: its worst metric while the victim was in trouble, and its worst at all. */
final class Symptoms {

    private final Limits limits;
    private final Map<ServiceId, Symptom> during = new HashMap<>();
    private final Map<ServiceId, Symptom> ever = new HashMap<>();
    private final boolean visible;

    /**
     * A service's worst metric.
     *
     * @param deviation in robust sigmas
     * @param rise in the metric's unit
     * @param first the first window in which it was unusual, -1 where none was
     */
    record Symptom(String metric, double deviation, double rise, int first) {

        /** What it adds to a path: the order of magnitude counts, or one huge ratio outweighs a chain. */
        double weight() {
            return Math.log1p(Math.max(0, deviation));
        }
    }

    Symptoms(Scene scene, Limits limits) {
        this.limits = limits;
        boolean[] windows = new boolean[scene.windows()];
        for (Course course : scene.courses()) {
            if (course.service().equals(scene.victim())) {
                for (int window = 0; window < windows.length; window++) {
                    windows[window] |= course.deviations()[window] >= limits.victim();
                }
            }
        }
        boolean any = false;
        for (boolean window : windows) {
            any |= window;
        }
        visible = any;
        for (Course course : scene.courses()) {
            keep(during, course, Course.mean(course.deviations(), windows), Course.mean(course.rises(), windows));
            keep(ever, course, course.lasting(), Double.NaN);
        }
    }

    private void keep(Map<ServiceId, Symptom> worst, Course course, double deviation, double rise) {
        Symptom known = worst.get(course.service());
        if (!Double.isNaN(deviation) && (known == null || deviation > known.deviation())) {
            worst.put(course.service(),
                    new Symptom(course.metric(), deviation, rise, course.first(limits.victim())));
        }
    }

    /** Whether the victim's own telemetry shows the incident at all. */
    boolean visible() {
        return visible;
    }

    /** What a service shows while the victim does; null where that isn't enough for a link of a path. */
    @Nullable
    Symptom link(ServiceId service) {
        Symptom symptom = during.get(service);
        return symptom != null && symptom.deviation() >= limits.link() ? symptom : null;
    }

    /** What the victim shows itself. */
    Symptom own(ServiceId victim) {
        return Optional.ofNullable(during.get(victim)).orElse(new Symptom("", 0, Double.NaN, -1));
    }

    /** What a service shows by itself; null where it isn't far enough from usual. */
    @Nullable
    Symptom alone(ServiceId service) {
        Symptom symptom = ever.get(service);
        return symptom != null && symptom.deviation() >= limits.alone() ? symptom : null;
    }

    /**
     * Whether a callee's symptom can be the reason for its caller's: of the same metric, such as latency, it rose by a
     * fair part of what the caller's did. Different metrics can't be compared, so they may.
     */
    boolean explains(Symptom callee, Symptom caller) {
        return !callee.metric().equals(caller.metric()) || Double.isNaN(caller.rise()) || Double.isNaN(callee.rise())
                || callee.rise() >= limits.explain() * caller.rise();
    }
}
