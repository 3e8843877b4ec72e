package dev.tocsin.bench.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One metric of one service as means over tumbling 10 s windows, by the window's start in epoch milliseconds.
 */
record Windows(NavigableMap<Long, Double> means) {

    static final long MILLIS = 10_000;
    private static final long BASELINE_MILLIS = 600_000;

    static Windows of(Recording recording, String service, String metric) {
        return new Windows(recording.measurements().stream()
                .filter(m -> m.service().equals(service) && m.metrics().containsKey(metric))
                .collect(Collectors.groupingBy(m -> m.t() - Math.floorMod(m.t(), MILLIS), TreeMap::new,
                        Collectors.averagingDouble(m -> m.metrics().get(metric)))));
    }

    /** The windows that start in {@code [from, to)}. */
    double[] between(long from, long to) {
        return means.subMap(from, true, to, false).values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** How the metric stood in the ten minutes before {@code start}. */
    RobustScale before(long start) {
        return RobustScale.of(between(start - BASELINE_MILLIS, start - MILLIS + 1));
    }

    /** Ends of the windows in {@code [from, to)} at which {@code runs} windows in a row were above {@code limit}. */
    List<Long> above(double limit, int runs, long from, long to) {
        List<Long> ends = new ArrayList<>();
        int run = 0;
        for (var window : means.subMap(from, true, to, false).entrySet()) {
            run = window.getValue() > limit ? run + 1 : 0;
            if (run >= runs) {
                ends.add(window.getKey() + MILLIS);
            }
        }
        return ends;
    }
}
