package dev.tocsin.topology.detect;

import java.util.ArrayList;
import java.util.List;

import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Learning;
import dev.tocsin.detectors.Restoration;
import dev.tocsin.topology.profile.Choices;
import dev.tocsin.topology.profile.Terms;
import dev.tocsin.topology.store.LiveStore;
import dev.tocsin.topology.window.Evaluation.ClosedWindow;
import dev.tocsin.topology.wire.Verdicts;

/**
 * The models of candidates, which look on at a task's services. A candidate begins with what the model in force knows, so
 * that both can be compared from the first window on. Not thread-safe.
 */
final class Candidates {

    private final LiveStore<Candidate> store;
    private final CheckpointTurns turns;

    Candidates(LiveStore<Candidate> store, CheckpointTurns turns) {
        this.store = store;
        this.turns = turns;
    }

    /**
     * What a candidate will say of the next window.
     *
     * @param current the model in force, before it has seen that window
     */
    Onlooker onlooker(String key, Terms terms, Detector current) {
        Candidate known = store.get(key);
        Detector model = known == null || !known.name().equals(terms.profile().name()) ? null : known.model();
        if (model == null || !model.profile().equals(terms.profile())) {
            model = beginning(model == null ? current : model, terms);
            store.put(key, new Candidate(terms.profile().name(), model));
        }
        return new Onlooker(key, terms, model);
    }

    private static Detector beginning(Detector from, Terms terms) {
        return switch (Detector.restore(from.store(), terms.profile())) {
            case Restoration.Restored(Detector model) -> model;
            case Restoration.Refused _ -> Detector.create(terms.profile());
        };
    }

    /** A candidate at one service's window. */
    final class Onlooker {

        private final String key;
        private final Terms terms;
        private final Detector model;

        private Onlooker(String key, Terms terms, Detector model) {
            this.key = key;
            this.terms = terms;
            this.model = model;
        }

        Shadow look(ClosedWindow closed, Learning learning) {
            Shadow shadow = Verdicts.shadow(terms.label(),
                    model.observe(new Ignored(terms.ignored()).judged(closed), learning));
            if (turns.due(key, closed.end(), model.phase().judges())) {
                store.put(key, new Candidate(terms.profile().name(), model));
            }
            return shadow;
        }
    }

    /** Drops the models of candidates that no longer look on. */
    void keepOnly(Choices choices) {
        List<String> gone = new ArrayList<>();
        store.forEach((key, candidate) -> {
            Terms wanted = choices.of(key).candidate();
            if (wanted == null || !wanted.profile().name().equals(candidate.name())) {
                gone.add(key);
            }
        });
        gone.forEach(this::forget);
    }

    void forget(String key) {
        store.delete(key);
        turns.forget(key);
    }

    void writeAll() {
        store.forEachLive(store::put);
    }
}
