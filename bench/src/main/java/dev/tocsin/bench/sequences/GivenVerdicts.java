package dev.tocsin.bench.sequences;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.common.utils.Utils;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.app.simulate.SimulateCommand;
import dev.tocsin.bench.driven.NamedServer.Part;

import picocli.CommandLine;

/** {@code tocsin simulate} on the verdicts of whoever knows what was done: only the rules have to be right. */
final class GivenVerdicts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private GivenVerdicts() {}

    static List<Paged> pages(Stage stage) throws IOException {
        Path folder = Files.createTempDirectory("tocsin-bench");
        try {
            Path verdicts = folder.resolve("verdicts.jsonl");
            Path config = Files.createDirectory(folder.resolve("config"));
            Files.writeString(config.resolve("cascade.yaml"), stage.rule());
            write(stage, verdicts);
            return read(simulate(verdicts, config));
        } finally {
            Utils.delete(folder.toFile());
        }
    }

    private static void write(Stage stage, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int row = 0; row < stage.rows(); row++) {
                for (int service = 0; service < stage.services().size(); service++) {
                    out.write(JSON.writeValueAsString(verdict(stage, service, row)));
                    out.newLine();
                }
            }
        }
    }

    private static ObjectNode verdict(Stage stage, int service, int row) {
        Map<Part, Double> usual = stage.services().get(service).parts(row);
        ObjectNode metrics = JSON.createObjectNode();
        boolean any = false;
        for (Part part : Part.values()) {
            boolean shows = stage.script().shows(service, part, row);
            double expected = usual.getOrDefault(part, 0.0);
            metrics.set(part.metric(), JSON.createObjectNode()
                    .put("observed", stage.script().on(service, part, expected, row)).put("expected", expected)
                    .put("deviation", shows ? 9.0 : 0.5).put("direction", shows ? "up" : "none")
                    .put("level", shows ? "anomalous" : "normal"));
            any |= shows;
        }
        ObjectNode verdict = JSON.createObjectNode().put("service", stage.names().get(service))
                .put("window_start", stage.at(row).toString()).put("window_end", stage.at(row + 1).toString())
                .put("score", any ? 4.2 : 0.3).put("level", any ? "anomalous" : "normal");
        verdict.set("metrics", metrics);
        return verdict;
    }

    private static String simulate(Path verdicts, Path config) {
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new SimulateCommand()).setOut(new PrintWriter(out)).execute("--verdicts",
                verdicts.toString(), "--config", config.toString(), "-o", "json");
        if (exit != 0) {
            throw new IllegalStateException("simulate ended with " + exit);
        }
        return out.toString();
    }

    private static List<Paged> read(String events) throws IOException {
        List<Paged> pages = new ArrayList<>();
        Set<String> paged = new HashSet<>();
        for (String line : events.lines().toList()) {
            JsonNode event = JSON.readTree(line);
            if (event.path("tier").asText().equals("page") && paged.add(event.path("incident").asText())) {
                pages.add(new Paged(event.path("service").asText(), Instant.parse(event.path("at").asText())));
            }
        }
        return pages;
    }
}
