package dev.tocsin.app.warm;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Learning;
import dev.tocsin.detectors.MetricWindow;
import dev.tocsin.detectors.Profile;
import dev.tocsin.escalation.identity.ServiceId;

/** The models of services, taught stretch by stretch: what a stretch says is taken in first, then learned in order. */
final class Training {

    /** The mean over all series that say the same metric of the same service at the same time. */
    private static final class Mean {
        private double sum;
        private int count;

        void add(double value) {
            sum += value;
            count++;
        }

        double value() {
            return sum / count;
        }
    }

    private final Profile profile;
    private final Map<ServiceId, Detector> models = new TreeMap<>();
    private final Map<ServiceId, SortedMap<Instant, SortedMap<String, Mean>>> stretch = new HashMap<>();
    private long windows;

    Training(Profile profile) {
        this.profile = profile;
    }

    /** Takes in values by the ends of their windows. */
    void take(ServiceId service, String metric, Map<Instant, Double> values) {
        SortedMap<Instant, SortedMap<String, Mean>> own = stretch.computeIfAbsent(service, key -> new TreeMap<>());
        values.forEach((end, value) -> own.computeIfAbsent(end, key -> new TreeMap<>())
                .computeIfAbsent(metric, key -> new Mean()).add(value));
    }

    /** Learns what was taken in, window by window; the next stretch must be later. */
    void learn() {
        stretch.forEach((service, ends) -> {
            Detector model = models.computeIfAbsent(service, key -> Detector.create(profile));
            ends.forEach((end, values) -> {
                model.observe(new MetricWindow(end.minus(profile.window()), end, List.copyOf(values.keySet()),
                        values.values().stream().mapToDouble(Mean::value).toArray()), Learning.NORMAL);
                windows++;
            });
        });
        stretch.clear();
    }

    /** How many windows were learned, over all services. */
    long windows() {
        return windows;
    }

    int services() {
        return models.size();
    }

    /** The stored form of each model that can judge; a younger one would only warm up elsewhere. */
    Map<ServiceId, byte[]> mature() {
        Map<ServiceId, byte[]> stored = new TreeMap<>();
        models.forEach((service, model) -> {
            if (model.phase().judges()) {
                stored.put(service, model.store());
            }
        });
        return stored;
    }
}
