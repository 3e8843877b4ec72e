package dev.tocsin.bench.detection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import dev.tocsin.bench.detection.LabelledServer.Cause;

/** The labelled sets as they lie in a folder: per server a train, a test and a label file, some with causes. */
public record DataFolder(Path folder) {

    private static final String TRAIN = "_train.csv.gz";

    /** A set: its name in figures, where it lies, and the time between rows. */
    public enum Set {
        SMD("smd", "smd", Duration.ofMinutes(1)), ASD("asd", "asd", Duration.ofMinutes(5)), JUMPSTARTER2("jumpstarter2",
                "jumpstarter/dataset2", Duration.ofMinutes(5));

        final String figure;
        final String path;
        final Duration step;

        Set(String figure, String path, Duration step) {
            this.figure = figure;
            this.path = path;
            this.step = step;
        }
    }

    /** Whether all sets are there. */
    public boolean complete() {
        return Arrays.stream(Set.values()).allMatch(set -> Files.isDirectory(folder.resolve(set.path)));
    }

    /** Servers of a set, by name. */
    public List<LabelledServer> servers(Set set) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(folder.resolve(set.path))) {
            names = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(TRAIN))
                    .map(name -> name.substring(0, name.length() - TRAIN.length()))
                    .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder())).toList();
        }
        List<LabelledServer> servers = new ArrayList<>();
        for (String name : names) {
            servers.add(server(set, name));
        }
        return servers;
    }

    private LabelledServer server(Set set, String name) throws IOException {
        Path at = folder.resolve(set.path);
        Path train = at.resolve(name + TRAIN);
        double[][] labels = rows(at.resolve(name + "_test_label.csv.gz"));
        boolean[] label = new boolean[labels.length];
        for (int row = 0; row < label.length; row++) {
            label[row] = labels[row][0] > 0;
        }
        return new LabelledServer(set.figure, name, set.step, header(train), rows(train),
                rows(at.resolve(name + "_test.csv.gz")), label, causes(at.resolve(name + "_interpretation.txt")));
    }

    private static List<String> header(Path file) throws IOException {
        try (BufferedReader reader = open(file)) {
            List<String> fields = List.of(reader.readLine().split(","));
            return List.copyOf(fields.subList(1, fields.size()));
        }
    }

    /** All columns but the first, which is the row's index. */
    private static double[][] rows(Path file) throws IOException {
        try (BufferedReader reader = open(file)) {
            return reader.lines().skip(1).map(DataFolder::row).toArray(double[][]::new);
        }
    }

    private static double[] row(String line) {
        String[] fields = line.split(",", -1);
        double[] values = new double[fields.length - 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields[i + 1].isBlank() ? Double.NaN : Double.parseDouble(fields[i + 1]);
        }
        return values;
    }

    private static BufferedReader open(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file), 1 << 16),
                        StandardCharsets.UTF_8));
    }

    /** Lines of {@code start-end:metrics}, with metrics counted from 1. */
    private static List<Cause> causes(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file).stream().map(DataFolder::cause).toList() : List.of();
    }

    private static Cause cause(String line) {
        String[] parts = line.strip().split("[-:]");
        List<Integer> metrics = Arrays.stream(parts[2].split(",")).map(number -> Integer.parseInt(number.strip()) - 1)
                .toList();
        return new Cause(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), metrics);
    }
}
