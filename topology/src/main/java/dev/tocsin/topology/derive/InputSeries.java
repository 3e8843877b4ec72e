package dev.tocsin.topology.derive;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.derive.Input.Kind;

/** The series of one instance that make one input. */
final class InputSeries {

    final Kind kind;
    final Map<Long, NumberSeries> numbers = new HashMap<>(4);
    final Map<Long, HistogramSeries> histograms = new HashMap<>(0);
    /** Counters of observations up to a bound. */
    final Map<Long, NumberSeries> bounds = new HashMap<>(0);

    InputSeries(Kind kind) {
        this.kind = kind;
    }

    int size() {
        return numbers.size() + histograms.size() + bounds.size();
    }

    /**
     * What the instance says of a window.
     *
     * @param size of a window
     * @return null where no series says anything
     */
    @Nullable
    Share share(Input input, long window, long size) {
        Share share = null;
        for (NumberSeries series : numbers.values()) {
            if (series.window == window && series.points > 0) {
                share = share == null ? new Share(input.within()) : share;
                share.heard(series.part, series.counter);
                share.add(series.part, series.said(input.within()), series.presence(size), series.time);
            }
        }
        return share;
    }
}
