package dev.tocsin.topology.map;

import java.util.List;
import java.util.Optional;

import dev.tocsin.topology.derive.Combine;

/**
 * One entry of a map: which series it means and what is made of them.
 *
 * @param series what is meant; with a ratio, what is above the line
 * @param name of what comes of it, empty for the metric's own
 * @param as what a number is whose format doesn't say
 * @param quantiles asked for, empty for the usual ones
 * @param below with a ratio, what is below the line
 * @param complement of a ratio: one less that
 * @param within how the series of an instance are combined, empty for the usual
 * @param over how instances are combined, empty for the usual
 * @param factor what values are multiplied by
 * @param drop it is left out, and no other map takes it
 */
public record Rule(Series series, String name, As as, List<Double> quantiles, Optional<Series> below,
        boolean complement, Optional<Combine> within, Optional<Combine> over, double factor, boolean drop) {

    /** What a number is whose format doesn't say. */
    public enum As {
        BY_NAME, GAUGE, COUNTER
    }

    /** What of a point is taken. */
    public enum Take {
        /** What its kind suggests: a level's value, a counter's rate, a histogram's quantiles. */
        USUAL, VALUE, RATE, COUNT, SUM, MEAN
    }

    /** Which series. */
    public record Series(Globs match, Where where, Take take) {}

    public Rule {
        quantiles = List.copyOf(quantiles);
        if (!Double.isFinite(factor) || factor == 0) {
            throw new IllegalArgumentException("factor " + factor + " is no factor");
        }
        if (below.isPresent() && name.isEmpty()) {
            throw new IllegalArgumentException("a ratio needs a name");
        }
    }
}
