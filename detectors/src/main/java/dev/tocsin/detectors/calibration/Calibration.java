package dev.tocsin.detectors.calibration;

import dev.tocsin.detectors.Level;
import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.learning.Lesson;
import dev.tocsin.detectors.stored.StoredModel.StoredBudget;
import dev.tocsin.detectors.stored.StoredModel.StoredTail;

/** What a distance means for this service: how rare it is, how it ranks, and whether it is an alarm. */
public final class Calibration {

    /** A tail learned only from windows that look usual is too short: strange ones count for more than in the model. */
    private static final double SOFTENING = 0.7;

    private final Tail tail;
    private final Budget budget;
    private final History history;

    public Calibration(Profile profile) {
        this.tail = new Tail(profile);
        this.budget = new Budget(profile);
        this.history = new History(profile);
    }

    public Calibration(Profile profile, StoredTail tail, StoredBudget budget, float[] history) {
        this.tail = new Tail(profile, tail);
        this.budget = new Budget(profile, budget);
        this.history = new History(profile, history);
    }

    /**
     * The meaning of one distance.
     *
     * @param rarity {@code -log10} of the tail probability
     * @param rank share of the history below, 0 to 1
     */
    public record Meaning(double rarity, double rank, Level level) {}

    /** Whether enough was learned to give a meaning. */
    public boolean ready() {
        return tail.ready();
    }

    public Meaning meaning(double distance) {
        double rarity = tail.rarity(distance);
        return new Meaning(rarity, history.rank(distance), level(rarity));
    }

    private Level level(double rarity) {
        if (rarity > budget.alarmRarity()) {
            return Level.ANOMALOUS;
        }
        return rarity > budget.elevatedRarity() ? Level.ELEVATED : Level.NORMAL;
    }

    public void learn(double distance, Lesson lesson) {
        Lesson softened = lesson.softened(SOFTENING);
        budget.count(tail.holds(distance), softened.weight());
        tail.learn(distance, softened);
        history.add(distance);
    }

    public StoredTail storedTail() {
        return tail.stored();
    }

    public StoredBudget storedBudget() {
        return budget.stored();
    }

    public float[] storedHistory() {
        return history.stored();
    }
}
