package dev.tocsin.app.appraisal;

import java.util.ArrayList;
import java.util.List;

/** Runs of true in a row of booleans. */
public final class Runs {

    private Runs() {}

    /** From the first to the last row of a run, both in it. */
    public record Run(int first, int last) {

        public int rows() {
            return last - first + 1;
        }
    }

    public static List<Run> of(boolean[] flags) {
        List<Run> runs = new ArrayList<>();
        int first = -1;
        for (int row = 0; row <= flags.length; row++) {
            boolean set = row < flags.length && flags[row];
            if (set && first < 0) {
                first = row;
            } else if (!set && first >= 0) {
                runs.add(new Run(first, row - 1));
                first = -1;
            }
        }
        return runs;
    }

    /** The runs, with those less than {@code gap} rows apart made one. */
    public static List<Run> merged(boolean[] flags, int gap) {
        List<Run> merged = new ArrayList<>();
        for (Run run : of(flags)) {
            if (!merged.isEmpty() && run.first() - merged.getLast().last() - 1 < gap) {
                merged.set(merged.size() - 1, new Run(merged.getLast().first(), run.last()));
            } else {
                merged.add(run);
            }
        }
        return merged;
    }
}
