package dev.tocsin.app.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** The metrics that the rules and dashboards of {@code deploy} ask for. */
final class AskedMetrics {

    private static final Path FILES = Path.of("..", "deploy", "helm", "tocsin", "files");
    private static final Pattern NAME = Pattern.compile("\\b(?:tocsin|jvm|process|system|kafka)_[a-z0-9_]+\\b");

    private AskedMetrics() {}

    static Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        var yaml = new ObjectMapper(new YAMLFactory());
        for (String file : List.of("tocsin.rules.yaml", "tocsin-health.json", "tocsin-services.json")) {
            yaml.readTree(Files.readString(FILES.resolve(file))).findValuesAsText("expr")
                    .forEach(query -> NAME.matcher(query).results().forEach(match -> names.add(match.group())));
        }
        return names;
    }
}
