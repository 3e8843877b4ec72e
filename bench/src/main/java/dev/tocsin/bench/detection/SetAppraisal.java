package dev.tocsin.bench.detection;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

import dev.tocsin.bench.figures.Figures;
import dev.tocsin.bench.figures.Median;

/**
 * How good a rater is on a whole set: means over servers, sums over events and days.
 *
 * @param delayRows median of the events that were hit; empty when none was
 * @param attribution share of causes found; empty where the set has none
 * @param onsetRows median of the rows that pass in an event until a metric that carries it is elevated: what a delay can't
 *     well be below; empty where the set has no causes
 */
record SetAppraisal(double ap, double vusPr, int hit, int events, double falseHoursPerDay, OptionalDouble delayRows,
        OptionalDouble attribution, OptionalDouble onsetRows) {

    static SetAppraisal of(List<Appraisal> servers) {
        int[] delays = servers.stream().map(Appraisal::delays).flatMapToInt(Arrays::stream).toArray();
        int[] onsets = servers.stream().map(Appraisal::onsets).flatMapToInt(Arrays::stream).toArray();
        int causes = servers.stream().mapToInt(Appraisal::causes).sum();
        return new SetAppraisal(servers.stream().mapToDouble(Appraisal::ap).average().orElseThrow(),
                servers.stream().mapToDouble(Appraisal::vusPr).average().orElseThrow(), delays.length,
                servers.stream().mapToInt(Appraisal::events).sum(),
                servers.stream().mapToInt(Appraisal::falseHours).sum()
                        / servers.stream().mapToDouble(Appraisal::days).sum(),
                median(delays),
                causes == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(servers.stream().mapToInt(Appraisal::attributed).sum() / (double) causes),
                median(onsets));
    }

    private static OptionalDouble median(int[] rows) {
        return rows.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Median.of(Arrays.stream(rows).asDoubleStream().toArray()));
    }

    double eventsShare() {
        return (double) hit / events;
    }

    /** A set's figures under its name; those it doesn't have are left out. */
    Figures figures(String set) {
        Figures figures = new Figures().measured(set + ".ap", ap, 3).measured(set + ".vus_pr", vusPr, 3)
                .measured(set + ".events_share", eventsShare(), 3)
                .measured(set + ".fa_per_day", falseHoursPerDay, 3);
        delayRows.ifPresent(rows -> figures.measured(set + ".delay_rows", rows, 1));
        onsetRows.ifPresent(rows -> figures.measured(set + ".onset_rows", rows, 1));
        attribution.ifPresent(share -> figures.measured(set + ".attribution_top3", share, 3));
        return figures;
    }
}
