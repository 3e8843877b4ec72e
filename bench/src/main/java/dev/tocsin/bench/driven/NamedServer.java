package dev.tocsin.bench.driven;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.tocsin.bench.detection.LabelledServer;

/**
 * A server's normal rows as a service whose metrics have names that signals know. Which column carries which name is
 * drawn; such a column is scaled so that it lies where a healthy metric of its name lies. The other columns keep their
 * values and get names that say nothing.
 *
 * @param columns name of each column
 * @param factors by which each column is multiplied
 * @param rows as measured
 */
public record NamedServer(String service, Duration step, List<String> columns, double[] factors, double[][] rows) {

    /** What a column is taken for, and where 99 of 100 of its values lie below. */
    public enum Part {
        LATENCY("latency_p99", 0.25), ERRORS("error_ratio", 0.01), CPU("cpu_utilization", 0.5), TRAFFIC(
                "requests_per_second", 200);

        private final String metric;
        private final double usual;

        Part(String metric, double usual) {
            this.metric = metric;
            this.usual = usual;
        }

        public String metric() {
            return metric;
        }

        public double usual() {
            return usual;
        }

        boolean isShare() {
            return this == ERRORS || this == CPU;
        }
    }

    private static final int FEWEST_VALUES = 20;

    /**
     * Draws names for the columns that vary.
     *
     * @throws IllegalArgumentException if too few do
     */
    public static NamedServer of(LabelledServer server, long seed) {
        double[][] rows = server.train();
        List<Integer> varying = new ArrayList<>();
        for (int column = 0; column < server.metrics().size(); column++) {
            if (varies(rows, column)) {
                varying.add(column);
            }
        }
        if (varying.size() < Part.values().length) {
            throw new IllegalArgumentException(
                    server.set() + "/" + server.name() + " has only " + varying.size() + " columns that vary");
        }
        String service = server.set() + "-" + server.name();
        Collections.shuffle(varying, new Random(seed * 1_000_003 + service.hashCode()));
        return named(service, server, varying);
    }

    private static NamedServer named(String service, LabelledServer server, List<Integer> drawn) {
        List<String> columns = new ArrayList<>(server.metrics());
        double[] factors = new double[columns.size()];
        Arrays.fill(factors, 1);
        for (Part part : Part.values()) {
            int column = drawn.get(part.ordinal());
            columns.set(column, part.metric());
            factors[column] = part.usual() / quantile(server.train(), column, 0.99);
        }
        return new NamedServer(service, server.step(), List.copyOf(columns), factors, server.train());
    }

    /** Rows as a metric of a service: nothing negative, mostly above zero, and not a mere switch. */
    private static boolean varies(double[][] rows, int column) {
        double[] sorted = sorted(rows, column);
        long different = Arrays.stream(sorted).distinct().limit(FEWEST_VALUES).count();
        return sorted.length == rows.length && sorted[0] >= 0 && sorted[sorted.length / 2] > 0
                && different == FEWEST_VALUES;
    }

    private static double quantile(double[][] rows, int column, double share) {
        double[] sorted = sorted(rows, column);
        return sorted[(int) (share * (sorted.length - 1))];
    }

    private static double[] sorted(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).filter(Double::isFinite).sorted().toArray();
    }

    /** What the service measures in a row. */
    public Map<String, Double> metrics(int row) {
        Map<String, Double> metrics = new HashMap<>();
        for (int column = 0; column < factors.length; column++) {
            double value = rows[row][column];
            if (Double.isFinite(value)) {
                metrics.put(columns.get(column), value * factors[column]);
            }
        }
        for (Part part : Part.values()) {
            if (part.isShare()) {
                metrics.computeIfPresent(part.metric(), (name, value) -> Math.min(value, 1));
            }
        }
        return metrics;
    }

    /** What the parts measure in a row. */
    public Map<Part, Double> parts(int row) {
        Map<String, Double> metrics = metrics(row);
        Map<Part, Double> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            parts.put(part, metrics.getOrDefault(part.metric(), 0.0));
        }
        return parts;
    }

    public double days() {
        return rows.length * step.toSeconds() / 86_400.0;
    }
}
