package dev.tocsin.app.warm;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Learning;
import dev.tocsin.detectors.MetricWindow;
import dev.tocsin.detectors.Profile;
import dev.tocsin.escalation.identity.ServiceId;

/** The models of services, taught stretch by stretch, window by window. */
final class Training {

    private final Profile profile;
    private final Map<ServiceId, Detector> models = new TreeMap<>();
    private long windows;

    Training(Profile profile) {
        this.profile = profile;
    }

    /** Learns a stretch; the next one must be later. */
    void learn(Values values) {
        for (ServiceId service : values.services()) {
            SortedSet<String> metrics = values.metrics(service);
            if (!metrics.isEmpty()) {
                learn(service, metrics, values);
            }
        }
    }

    private void learn(ServiceId service, SortedSet<String> metrics, Values values) {
        Detector model = models.computeIfAbsent(service, key -> Detector.create(profile));
        List<String> names = List.copyOf(metrics);
        for (int i = 0; i < values.windows(); i++) {
            double[] seen = values.at(service, metrics, i);
            if (Values.anyOf(seen)) {
                Instant end = values.end(i);
                model.observe(new MetricWindow(end.minus(profile.window()), end, names, seen), Learning.NORMAL);
                windows++;
            }
        }
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
