package dev.tocsin.bench.automaton;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.tocsin.bench.figures.Median;
import dev.tocsin.bench.figures.Say;

/**
 * Flink CEP in a JVM of its own.
 *
 * @param eventsPerSecond per second of CPU, the median of the second half of the rounds
 * @param firstMatches the minute of each service's first match, of those that have one
 */
record FlinkPeer(double eventsPerSecond, long matches, Map<String, Long> firstMatches) {

    /** @throws IllegalStateException if it doesn't come to its end */
    static FlinkPeer run(Path java, Path lib, long seed, int services, int windows, int rounds) {
        List<String> command = List.of(java.toString(), "-Xmx1g", "-XX:+UseSerialGC",
                "--add-opens", "java.base/java.util=ALL-UNNAMED", "--add-opens", "java.base/java.lang=ALL-UNNAMED",
                "-cp", lib.resolveSibling("tocsin-bench-flink-0.1.0-SNAPSHOT.jar") + ":" + lib + "/*",
                "dev.tocsin.bench.flink.FlinkCep", Long.toString(seed), Integer.toString(services),
                Integer.toString(windows), Integer.toString(rounds));
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            List<String> rounded = new ArrayList<>();
            Map<String, Long> first = new TreeMap<>();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                out.lines().forEach(line -> {
                    if (line.matches("\\d+ \\d+ \\d+")) {
                        rounded.add(line);
                    } else if (line.matches("first \\d+ \\d+")) {
                        first.put("service-" + line.split(" ")[1], Long.parseLong(line.split(" ")[2]));
                    }
                });
            }
            if (process.waitFor() != 0 || rounded.size() != rounds) {
                throw new IllegalStateException("Flink CEP ended with " + process.exitValue() + " after "
                        + rounded.size() + " of " + rounds + " rounds");
            }
            return of(rounded, first);
        } catch (IOException e) {
            throw new UncheckedIOException("Flink CEP can't be started with " + java, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Flink CEP ran", e);
        }
    }

    private static FlinkPeer of(List<String> rounds, Map<String, Long> first) {
        double[] rates = rounds.stream().skip(rounds.size() / 2).map(line -> line.split(" "))
                .mapToDouble(parts -> Double.parseDouble(parts[0]) * 1e9 / Double.parseDouble(parts[1])).toArray();
        Say.line("Flink CEP, events, CPU ns and matches of each round: %s", rounds);
        return new FlinkPeer(Median.of(rates), Long.parseLong(rounds.getLast().split(" ")[2]), first);
    }

    /** A JDK 17, which is the newest that this release of Flink is made for; else the one that runs this. */
    static Path java() {
        for (String home : List.of("/usr/lib/jvm/java-17-openjdk-amd64", "/usr/lib/jvm/java-17-openjdk",
                "/usr/lib/jvm/temurin-17-jdk-amd64", System.getenv().getOrDefault("JAVA17_HOME", "/nowhere"))) {
            Path java = Path.of(home, "bin", "java");
            if (Files.isExecutable(java)) {
                return java;
            }
        }
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
