package dev.tocsin.topology.detect;

import java.time.Instant;
import java.util.Locale;

import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Health;
import dev.tocsin.detectors.Phase;
import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.Restoration;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.store.LiveStore;

/** The models of a task's services, each under the profile in force for its service. Not thread-safe. */
final class TaskModels {

    private final LiveStore<Detector> store;
    private final CheckpointTurns turns;
    private final Counts counts;

    TaskModels(LiveStore<Detector> store, CheckpointTurns turns, Counts counts) {
        this.store = store;
        this.turns = turns;
        this.counts = counts;
    }

    /** The model of a service: the one it has, under another profile where that has changed, or a new one. */
    Detector of(String key, Profile profile) {
        Detector known = store.get(key);
        if (known != null && (known.profile() == profile || known.profile().equals(profile))) {
            return known;
        }
        Detector model = known == null ? Detector.create(profile) : carriedOver(known, profile);
        store.put(key, model);
        return model;
    }

    private Detector carriedOver(Detector known, Profile profile) {
        return switch (Detector.restore(known.store(), profile)) {
            case Restoration.Restored(Detector model) -> {
                counts.count("tocsin_models_reprofiled", "carried_on");
                yield model;
            }
            case Restoration.Refused no -> {
                counts.count("tocsin_models_reprofiled", no.reason().name().toLowerCase(Locale.ROOT));
                yield Detector.create(profile);
            }
        };
    }

    /** A model has learned the window that ends then; it is written when its turn has come. */
    void taught(String key, Detector model, Instant windowEnd) {
        if (turns.due(key, windowEnd, model.phase().judges())) {
            store.put(key, model);
            note(model.health());
        }
    }

    /** How well a model keeps its word, looked at as often as it is written. */
    private void note(Health health) {
        counts.observe("tocsin_detector_alarm_hours_ratio", "Alarm hours of a model's last week, in its budgets",
                health.budgets());
        counts.count("tocsin_detector_health", state(health));
    }

    private static String state(Health health) {
        if (health.overBudget()) {
            return "over_budget";
        }
        if (health.phase() == Phase.DRIFTED || health.phase() == Phase.RELEARNING) {
            return health.phase().name().toLowerCase(Locale.ROOT);
        }
        return health.calibrated() ? "good" : "uncalibrated";
    }

    void forget(String key) {
        store.delete(key);
        turns.forget(key);
    }

    /** Whether all models are to be written now, once. */
    boolean allNow() {
        return turns.allNow();
    }

    void writeAll() {
        store.forEachLive(store::put);
    }
}
