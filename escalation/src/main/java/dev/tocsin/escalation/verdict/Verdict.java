package dev.tocsin.escalation.verdict;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;

/**
 * What the detector says of one service in one window {@code [start, end)}.
 *
 * @param samples how many samples the window had
 * @param score how unusual, higher is stranger; NaN without data and while warming up
 * @param pValue tail probability of the score, NaN as above
 * @param rank share of the service's own history that scored lower, for ordering only; NaN as above
 * @param relation what makes an anomalous window so in which no metric is more than normal by itself; null elsewhere
 */
public record Verdict(ServiceId service, Instant start, Instant end, Phase phase, int samples, double score,
        double pValue, double rank, Level level, boolean anomalous,
        Map<String, Reading> metrics, @Nullable Relation relation) implements Occurrence {

    public Verdict {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("window of " + service + " ends at " + end + ", not after " + start);
        }
        metrics = Map.copyOf(metrics);
    }

    /** A verdict that names no relation. */
    public Verdict(ServiceId service, Instant start, Instant end, Phase phase, int samples, double score,
            double pValue, double rank, Level level, boolean anomalous, Map<String, Reading> metrics) {
        this(service, start, end, phase, samples, score, pValue, rank, level, anomalous, metrics, null);
    }

    @Override
    public Instant time() {
        return end;
    }

    /** The verdict of a window in which the service said nothing. */
    public static Verdict noData(ServiceId service, Instant start, Instant end) {
        return new Verdict(service, start, end, Phase.NO_DATA, 0, Double.NaN, Double.NaN, Double.NaN, Level.NORMAL,
                false, Map.of());
    }
}
