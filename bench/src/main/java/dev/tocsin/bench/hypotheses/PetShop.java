package dev.tocsin.bench.hypotheses;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.escalation.hypothesis.Course;
import dev.tocsin.escalation.hypothesis.Scene;
import dev.tocsin.escalation.identity.ServiceId;

/**
 * Incidents of a shop in the cloud with their causes, 5-minute rows, and two healthy days (Hardt et al., "The PetShop
 * Dataset", arXiv 2311.04806). What is usual comes from the healthy days; a deviation counts only as far as the rows
 * just before an incident hadn't it already.
 */
final class PetShop {

    private static final Duration STEP = Duration.ofMinutes(5);
    private static final String VICTIM = "PetSite";
    private static final int HEADERS = 3;
    /** A share of failed requests that is nothing to speak of, in per cent. */
    private static final double LEAST_UNAVAILABLE = 0.1;
    private static final double FLOOR = 0.001;
    private static final int HEALTHY_ROWS = 5;
    private static final int HEALTHY_BEFORE = 2;

    private final Path folder;
    private final Table healthy;
    private final CallGraph calls = new CallGraph();

    PetShop(Path folder) throws IOException {
        this.folder = folder;
        this.healthy = Table.read(folder.resolve("noissue/metrics.csv.gz"), HEADERS);
        List<String[]> rows = Files.readAllLines(folder.resolve("graph.csv")).stream().map(line -> line.split(","))
                .toList();
        String[] names = rows.getFirst();
        for (String[] row : rows.subList(1, rows.size())) {
            IntStream.range(1, row.length).filter(column -> Double.parseDouble(row[column]) > 0)
                    .forEach(column -> calls.add(id(row[0]), id(names[column])));
        }
    }

    private static ServiceId id(String node) {
        return new ServiceId("petshop", node.replace('/', '_'));
    }

    /** The incidents, in a fixed order. */
    List<Trial> incidents() throws IOException {
        List<Path> issues;
        try (Stream<Path> paths = Stream.of("train", "test").flatMap(part -> list(folder.resolve(part)))) {
            issues = paths.sorted().toList();
        }
        List<Trial> trials = new ArrayList<>();
        for (Path issue : issues) {
            trials.add(incident(issue));
        }
        return trials;
    }

    private static Stream<Path> list(Path part) {
        try {
            return Files.list(part);
        } catch (IOException missing) {
            throw new IllegalStateException("can't read " + part, missing);
        }
    }

    private Trial incident(Path issue) throws IOException {
        JsonNode told = new ObjectMapper().readTree(issue.resolve("target.json").toFile());
        Table table = Table.read(issue.resolve("metrics.csv.gz"), HEADERS);
        JsonNode target = told.path("target");
        int onset = table.rowAt(target.path("timestamp").asDouble() - STEP.toSeconds() + 1);
        return trial(folder.relativize(issue).toString(), table, 0, onset, table.seconds().length,
                target.path("metric").asText(), healthy.seconds().length,
                id(told.path("root_cause").path("node").asText()));
    }

    /** Stretches of the second healthy day as if the victim's latency had alarmed, judged by the first. */
    List<Trial> healthyStretches() {
        int half = healthy.seconds().length / 2;
        List<Trial> trials = new ArrayList<>();
        for (int row = half; row + HEALTHY_ROWS <= healthy.seconds().length; row += HEALTHY_ROWS) {
            trials.add(trial("healthy row " + row, healthy, row, row + HEALTHY_BEFORE, row + HEALTHY_ROWS, "latency",
                    half, null));
        }
        return trials;
    }

    private Trial trial(String name, Table table, int before, int onset, int end, String metric, int usualRows,
            @Nullable ServiceId cause) {
        List<Course> courses = new ArrayList<>();
        for (int column = 0; column < table.columns(); column++) {
            List<String> labels = labels(table, column);
            int usual = labels.get(1).equals(metric) && labels.get(2).equals("Average") ? column(labels) : -1;
            if (usual >= 0) {
                Baseline baseline = Baseline.of(bad(metric, healthy.column(usual, 0, usualRows)), FLOOR,
                        metric.equals("availability") ? LEAST_UNAVAILABLE : 0);
                courses.add(course(id(labels.getFirst()), metric, baseline,
                        bad(metric, table.column(column, before, onset)),
                        bad(metric, table.column(column, onset, end))));
            }
        }
        Instant begin = Instant.ofEpochSecond((long) table.seconds()[onset]);
        return new Trial(name, new Scene(id(VICTIM), begin, STEP, courses, calls, List.of()), cause);
    }

    private static Course course(ServiceId service, String metric, Baseline usual, double[] before, double[] during) {
        double[] known = Arrays.stream(before).filter(value -> !Double.isNaN(value)).sorted().toArray();
        double already = known.length == 0
                ? 0
                : Math.max(0, (known[(known.length - 1) / 2] + known[known.length / 2]) / 2 - usual.center());
        double[] rises = Arrays.stream(usual.rises(during)).map(rise -> rise - already).toArray();
        return new Course(service, metric, Arrays.stream(rises).map(rise -> rise / usual.sigma()).toArray(), rises);
    }

    /** So that more is worse. */
    private static double[] bad(String metric, double[] values) {
        return metric.equals("availability") ? Arrays.stream(values).map(value -> 100 - value).toArray() : values;
    }

    private static List<String> labels(Table table, int column) {
        return table.headers().stream().map(header -> header.get(column)).toList();
    }

    private int column(List<String> labels) {
        return IntStream.range(0, healthy.columns()).filter(column -> labels(healthy, column).equals(labels))
                .findFirst().orElse(-1);
    }
}
