package dev.tocsin.app.warm;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.tocsin.app.warm.Stretches.Stretch;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.derive.Combine;
import dev.tocsin.topology.derive.Input;
import dev.tocsin.topology.derive.Input.Kind;
import dev.tocsin.topology.derive.Input.Part;

/** The values of services' metrics at the ends of the windows of one stretch; several series of one are combined. */
final class Values {

    private final Instant first;
    private final Duration window;
    private final int windows;
    private final Map<ServiceId, SortedMap<String, Column>> columns = new TreeMap<>();

    /** One metric of one service, window by window. */
    private sealed interface Column {

        /** NaN where nothing is known. */
        double at(int window);
    }

    private static final class Combined implements Column {

        private final Combine over;
        private final double[] values;
        private final int[] counts;

        Combined(Combine over, int windows) {
            this.over = over;
            this.values = new double[windows];
            this.counts = new int[windows];
        }

        void add(int window, double value) {
            values[window] = counts[window]++ == 0 ? value : switch (over) {
                case MEAN, SUM -> values[window] + value;
                case MIN -> Math.min(values[window], value);
                case MAX, LAST -> Math.max(values[window], value);
            };
        }

        @Override
        public double at(int window) {
            return counts[window] == 0 ? Double.NaN : values[window] / (over == Combine.MEAN ? counts[window] : 1);
        }
    }

    /** No counter above the line is zero, no level there is no value; nor is nothing below it. */
    private record Fraction(Combined of, Combined to, boolean complement, boolean counts) implements Column {

        @Override
        public double at(int window) {
            double below = to.at(window);
            double above = of.at(window);
            double ratio = (Double.isNaN(above) && counts ? 0 : above) / below;
            return below == 0 || Double.isNaN(below) ? Double.NaN : complement ? 1 - ratio : ratio;
        }
    }

    Values(Stretch stretch, Duration window) {
        this.first = stretch.first();
        this.window = window;
        this.windows = (int) Duration.between(first, stretch.last()).dividedBy(window) + 1;
    }

    /** Takes in what one series says of a metric. */
    void add(ServiceId service, String metric, Combine over, double factor, Map<Instant, Double> points) {
        if (columns(service).computeIfAbsent(metric, any -> new Combined(over, windows)) instanceof Combined column) {
            fill(column, factor, points);
        }
    }

    /**
     * Takes in what one series says of what is above or below the line of a ratio.
     *
     * @param counts it is a counter's growth
     */
    void add(ServiceId service, Input ratio, Part part, boolean counts, Map<Instant, Double> points) {
        Column column = columns(service).computeIfAbsent(ratio.name(), any -> new Fraction(
                new Combined(Combine.SUM, windows), new Combined(Combine.SUM, windows),
                ratio.kind() == Kind.COMPLEMENT, counts));
        if (column instanceof Fraction fraction) {
            fill(part == Part.OF ? fraction.of : fraction.to, 1, points);
        }
    }

    private SortedMap<String, Column> columns(ServiceId service) {
        return columns.computeIfAbsent(service, any -> new TreeMap<>());
    }

    private void fill(Combined column, double factor, Map<Instant, Double> points) {
        points.forEach((end, value) -> {
            long place = Duration.between(first, end).dividedBy(window);
            if (place >= 0 && place < windows) {
                column.add((int) place, value * factor);
            }
        });
    }

    Set<ServiceId> services() {
        return columns.keySet();
    }

    /** The metrics of a service of which anything is known, in order. */
    SortedSet<String> metrics(ServiceId service) {
        SortedSet<String> known = new TreeSet<>();
        columns.getOrDefault(service, new TreeMap<>()).forEach((metric, column) -> {
            for (int i = 0; i < windows && !known.contains(metric); i++) {
                if (Double.isFinite(column.at(i))) {
                    known.add(metric);
                }
            }
        });
        return known;
    }

    int windows() {
        return windows;
    }

    Instant end(int place) {
        return first.plus(window.multipliedBy(place));
    }

    /** What some metrics of a service were in a window, NaN where nothing is known. */
    double[] at(ServiceId service, SortedSet<String> metrics, int place) {
        SortedMap<String, Column> own = columns(service);
        return metrics.stream().mapToDouble(metric -> {
            Column column = own.get(metric);
            return column == null ? Double.NaN : column.at(place);
        }).toArray();
    }

    /** Whether anything is known at all. */
    static boolean anyOf(double[] values) {
        return Arrays.stream(values).anyMatch(Double::isFinite);
    }
}
