package dev.tocsin.detectors.calibration;

import java.time.Instant;

import dev.tocsin.detectors.Heard;
import dev.tocsin.detectors.Heard.Loudness;
import dev.tocsin.detectors.Level;
import dev.tocsin.detectors.Mark;
import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.stored.StoredModel.StoredBudget;
import dev.tocsin.detectors.stored.StoredModel.StoredTail;

/** What a distance means for this service: how rare it is, how it ranks, and whether it is an alarm. */
public final class Calibration {

    private final Tail tail;
    private final Budget budget;
    private final History history;
    private final Opinion opinion;

    public Calibration(Profile profile) {
        this.tail = new Tail(profile);
        this.budget = new Budget(profile);
        this.history = new History(profile);
        this.opinion = new Opinion(profile, 0);
    }

    public Calibration(Profile profile, StoredTail tail, StoredBudget budget, float[] history,
            double opinion) {
        this.tail = new Tail(profile, tail);
        this.budget = new Budget(profile, budget);
        this.history = new History(profile, history);
        this.opinion = new Opinion(profile, opinion);
    }

    /**
     * The meaning of one distance.
     *
     * @param score {@code -log10} of the tail probability
     * @param rank share of the history below, 0 to 1
     */
    public record Meaning(double score, double rank, Level level) {}

    /** Whether enough was learned to give a meaning. */
    public boolean ready() {
        return tail.ready();
    }

    public Meaning meaning(double distance) {
        double rarity = tail.rarity(distance);
        double rank = history.rank(distance);
        return new Meaning(score(distance), Double.isNaN(rank) ? 1 - Math.pow(10, -rarity) : rank, level(rarity));
    }

    /**
     * The ensemble's tail probability of a distance is {@code 0.1 / d⁴} where that is small; this is {@code -log10} of
     * {@code 1 / (1 + 10 d⁴)}. It moves with the model only as slowly as the yardsticks do, so scores of one service can
     * be compared over weeks; the decision is made on the service's own tail.
     */
    private static double score(double distance) {
        return Math.log1p(10 * distance * distance * distance * distance) / Math.log(10);
    }

    private Level level(double rarity) {
        double threshold = threshold();
        if (rarity > threshold) {
            return Level.ANOMALOUS;
        }
        return rarity > threshold - budget.elevatedBelow() ? Level.ELEVATED : Level.NORMAL;
    }

    private double threshold() {
        return budget.alarmRarity() + opinion.shift();
    }

    /** How loudly the model alarms. */
    public Loudness loudness() {
        double threshold = threshold();
        return new Loudness(threshold, opinion.shift(),
                tail.ready() ? score(tail.distance(threshold)) : Double.NaN, budget.hoursBeyond(threshold));
    }

    /**
     * Moves the threshold by one mark, or has the present learned.
     *
     * @param judges whether the model does yet
     * @param open has what comes learned
     */
    public Heard hear(Mark mark, Instant at, boolean judges, Runnable open) {
        Loudness before = loudness();
        if (mark == Mark.NORMAL_NOW) {
            if (judges) {
                open.run();
            }
            return new Heard(mark, at, judges ? Heard.Outcome.RELEARNING : Heard.Outcome.WARMING_UP, before, before);
        }
        boolean moved = mark == Mark.FALSE_ALARM ? opinion.falseAlarm() : opinion.useful();
        return new Heard(mark, at, moved ? Heard.Outcome.MOVED : Heard.Outcome.AT_BOUND, before, loudness());
    }

    /** Learns a distance that was given its meaning; {@code permitted} is 0 to 1. */
    public void learn(double distance, double permitted) {
        double weight = permitted * tail.weight(distance);
        boolean alarmed = tail.ready() && tail.rarity(distance) > threshold();
        budget.count(tail.holds(distance), alarmed, weight);
        tail.learn(distance, weight);
        history.add(distance);
        opinion.fade();
    }

    public StoredTail storedTail() {
        return tail.stored();
    }

    public StoredBudget storedBudget() {
        return budget.stored();
    }

    public double storedOpinion() {
        return opinion.shift();
    }

    public float[] storedHistory() {
        return history.stored();
    }
}
