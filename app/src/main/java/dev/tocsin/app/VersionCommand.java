package dev.tocsin.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;

import org.apache.kafka.common.utils.AppInfoParser;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Which Tocsin, which Kafka, which Java. */
@Command(name = "version", description = "Print the versions of Tocsin, Kafka and Java.")
final class VersionCommand implements Callable<Integer> {

    private static final String PROPERTIES = "version.properties";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        if (output.json()) {
            Json.print(out, versions());
        } else {
            versions().forEach((what, version) -> out.printf("%-8s%s%n", what, version));
        }
        return ExitCode.OK;
    }

    static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("tocsin", tocsin());
        versions.put("kafka", AppInfoParser.getVersion());
        versions.put("java", Runtime.version().toString());
        return versions;
    }

    private static String tocsin() {
        try (InputStream file = VersionCommand.class.getResourceAsStream(PROPERTIES)) {
            if (file == null) {
                throw new IllegalStateException(PROPERTIES + " is missing from the build");
            }
            var properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(PROPERTIES + " can't be read", e);
        }
    }
}
