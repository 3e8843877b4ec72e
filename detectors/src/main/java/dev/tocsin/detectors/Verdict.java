package dev.tocsin.detectors;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.tocsin.detectors.calibration.Calibration;

/**
 * What the detector says of one window.
 *
 * @param score how unusual, {@code -log10(pValue)}: 2 is one window in a hundred, without an upper end; NaN while
 *            warming up and for a window that can't be scored (no metric has a value, or it is older than the last one)
 * @param pValue share of normal windows expected to score as high; NaN as above
 * @param rank share of the service's own history that scored lower, for ordering only; NaN as above
 * @param anomalous the decision: beyond the budget of false-alarm hours
 * @param contributions one per metric that has a value, in the window's order
 * @param relation what makes an anomalous window so in which no metric is more than normal by itself
 */
public record Verdict(Phase phase, double score, double pValue, double rank, Level level, boolean anomalous,
        List<Contribution> contributions, Optional<BrokenRelation> relation) {

    public Verdict {
        contributions = List.copyOf(contributions);
    }

    /** Of a window that was judged; {@code relation} is asked for where no metric explains an anomaly. */
    public static Verdict of(Phase phase, Calibration.Meaning meaning, List<Contribution> contributions,
            Supplier<Optional<BrokenRelation>> relation) {
        boolean anomalous = meaning.level() == Level.ANOMALOUS;
        boolean joint = anomalous && contributions.stream().allMatch(part -> part.level() == Level.NORMAL);
        return new Verdict(phase, meaning.score(), Math.pow(10, -meaning.score()), meaning.rank(), meaning.level(),
                anomalous, contributions, joint ? relation.get() : Optional.empty());
    }

    /** Of a window that can't be judged. */
    public static Verdict unscored(Phase phase, List<Contribution> contributions) {
        return new Verdict(phase, Double.NaN, Double.NaN, Double.NaN, Level.NORMAL, false, contributions,
                Optional.empty());
    }

    public boolean isScored() {
        return !Double.isNaN(score);
    }

    /** The metric with the largest share; empty when none has one. */
    public Optional<Contribution> top() {
        return contributions.stream().filter(contribution -> contribution.share() > 0)
                .max(Comparator.comparingDouble(Contribution::share));
    }
}
