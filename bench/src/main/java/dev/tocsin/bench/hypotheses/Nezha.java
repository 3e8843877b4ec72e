package dev.tocsin.bench.hypotheses;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.escalation.hypothesis.Course;
import dev.tocsin.escalation.hypothesis.Scene;
import dev.tocsin.escalation.identity.ServiceId;

/**
 * Faults put into an online boutique one after the other, 1-minute rows (Nezha, FSE 2023). What is usual comes from the
 * three hours before a fault, earlier faults included, up to two minutes before it. A caller's latency towards a callee
 * is taken as the callee's.
 */
final class Nezha {

    private static final Duration STEP = Duration.ofMinutes(1);
    private static final String FRONT = "frontend";
    private static final Set<String> RESOURCES = Set.of("cpu_contention", "cpu_consumed", "network_delay");
    private static final long USUAL_FROM = Duration.ofHours(3).toSeconds();
    private static final long USUAL_TO = Duration.ofMinutes(2).toSeconds();
    private static final int WINDOWS = 4;
    private static final double FLOOR = 0.05;

    private final Path folder;
    private final CallGraph calls = new CallGraph();
    private final List<Metric> metrics = new ArrayList<>();

    private record Metric(ServiceId service, String name, double[] seconds, double[] values) {}

    Nezha(Path folder) throws IOException {
        this.folder = folder;
        List<Path> files;
        try (Stream<Path> paths = Files.list(folder.resolve("metric"))) {
            files = paths.sorted().toList();
        }
        for (Path file : files) {
            read(file, file.getFileName().toString().replace(".csv.gz", ""));
        }
    }

    private void read(Path file, String name) throws IOException {
        if (name.equals("dependency")) {
            readCalls(file);
            return;
        }
        Table table = Table.read(file, 1);
        for (int column = 0; column < table.columns(); column++) {
            String metric = table.headers().getFirst().get(column);
            double[] values = table.column(column, 0, table.seconds().length);
            if (metric.startsWith("Latency")) {
                metrics.add(new Metric(id(FRONT), metric, table.seconds(), values));
            } else if (name.startsWith("source") || name.startsWith("destination")) {
                if (metric.indexOf('_') > 0) {
                    metrics.add(new Metric(id(metric.substring(metric.indexOf('_') + 1)), name + " " + metric,
                            table.seconds(), values));
                }
            } else if (isOwn(metric)) {
                metrics.add(new Metric(id(service(name)), metric, table.seconds(), values));
            }
        }
    }

    /** What a pod's own work shows: not its node's, not what it waits for, not the constant share of successes. */
    private static boolean isOwn(String metric) {
        return metric.indexOf('(') >= 0 && !metric.startsWith("Node") && !metric.startsWith("PodClient")
                && !metric.startsWith("PodSuccess") && !metric.startsWith("Success")
                || metric.startsWith("Syscall") || metric.startsWith("Network");
    }

    private void readCalls(Path file) throws IOException {
        for (String[] edge : Table.lines(file).stream().skip(1).map(line -> line.split(",")).toList()) {
            calls.add(id(edge[0]), id(edge[1]));
        }
    }

    /** A pod's name without the two marks its replica set adds. */
    private static String service(String pod) {
        return pod.replaceFirst("-[a-z0-9]+-[a-z0-9]+$", "");
    }

    private static ServiceId id(String service) {
        return new ServiceId("boutique", service);
    }

    /** The faults in resources; the incident is the front's, which people meet. */
    List<Trial> faults() throws IOException {
        List<Trial> trials = new ArrayList<>();
        for (JsonNode hour : new ObjectMapper().readTree(folder.resolve("fault_list.json").toFile())) {
            for (JsonNode fault : hour) {
                if (RESOURCES.contains(fault.path("inject_type").asText())) {
                    trials.add(trial(fault));
                }
            }
        }
        return trials;
    }

    private Trial trial(JsonNode fault) {
        String pod = service(fault.path("inject_pod").asText());
        Instant at = Instant.parse(fault.path("inject_time").asText().replace(' ', 'T') + "Z");
        List<Course> courses = metrics.stream().map(metric -> course(metric, at.getEpochSecond())).toList();
        return new Trial(pod + " " + fault.path("inject_type").asText(),
                new Scene(id(FRONT), at, STEP, courses, calls, List.of()), id(pod));
    }

    /** Whether anything was known to be usual when a fault came; the day's first came in its third minute. */
    static boolean couldBeJudged(Trial trial) {
        return trial.scene().courses().stream()
                .anyMatch(course -> Arrays.stream(course.deviations()).anyMatch(value -> !Double.isNaN(value)));
    }

    private static Course course(Metric metric, long at) {
        double[] usual = between(metric, at - USUAL_FROM, at - USUAL_TO);
        double[] during = new double[WINDOWS];
        for (int window = 0; window < WINDOWS; window++) {
            double[] row = between(metric, at + 60L * window, at + 60L * (window + 1));
            during[window] = row.length == 0 ? Double.NaN : row[0];
        }
        Baseline baseline = Baseline.of(usual, FLOOR, 1e-9);
        return new Course(metric.service(), metric.name(), baseline.deviations(during), baseline.rises(during));
    }

    private static double[] between(Metric metric, long from, long to) {
        double[] found = new double[metric.values().length];
        int count = 0;
        for (int row = 0; row < metric.values().length; row++) {
            if (metric.seconds()[row] >= from && metric.seconds()[row] < to) {
                found[count++] = metric.values()[row];
            }
        }
        return Arrays.copyOf(found, count);
    }
}
