package dev.tocsin.bench.hypotheses;

import java.util.ArrayList;
import java.util.List;

import dev.tocsin.escalation.hypothesis.Limits;

/** Limits that suit trials best, of a small grid: for judging trials they weren't fitted on. */
final class Fitting {

    private Fitting() {}

    private static List<Limits> grid() {
        List<Limits> grid = new ArrayList<>();
        for (double link : new double[]{3, 4, 5, 6}) {
            for (double explain : new double[]{0.1, 0.2, 0.3, 0.5}) {
                for (double alone : new double[]{8, 10, 15}) {
                    grid.add(new Limits(3, link, explain, alone));
                }
            }
        }
        return grid;
    }

    static Limits to(List<Trial> trials) {
        Limits best = Limits.STANDARD;
        for (Limits limits : grid()) {
            if (merit(trials, limits) > merit(trials, best)) {
                best = limits;
            }
        }
        return best;
    }

    /** First place counts double. */
    private static long merit(List<Trial> trials, Limits limits) {
        return trials.stream().mapToInt(trial -> trial.place(limits)).map(place -> place == 1 ? 2 : place > 0 ? 1 : 0)
                .sum();
    }
}
