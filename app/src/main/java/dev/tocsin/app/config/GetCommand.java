package dev.tocsin.app.config;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.Table;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code config get} command. */
@Command(name = "get", description = "Show the documents Tocsin knows, where each stands, and what is in force.")
public final class GetCommand implements Callable<Integer> {

    private static final ObjectMapper YAML = new ObjectMapper(
            YAMLFactory.builder().enable(Feature.MINIMIZE_QUOTES).enable(Feature.INDENT_ARRAYS_WITH_INDICATOR).build());

    /** How to print. */
    enum Format {
        text, json, yaml
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "KIND[/NAME]", converter = DocumentChoice.Converter.class, description = "Only these; KIND/NAMESPACE/NAME for a document of one namespace.")
    private @Nullable DocumentChoice choice;

    @Option(names = {"-o",
            "--output"}, paramLabel = "FORMAT", defaultValue = "text", description = "text: a table (default). json: the whole status. yaml: the documents in force, as files have them.")
    private Format format = Format.text;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Override
    public Integer call() throws JsonProcessingException {
        Settings given = settings.loadWithBrokers();
        DocumentChoice wanted = choice;
        try (ConfigTopics topics = ConfigTopics.connect(given)) {
            List<DocumentStatus> found = topics.status()
                    .byKey()
                    .values()
                    .stream()
                    .filter(status -> wanted == null || wanted.includes(status))
                    .toList();
            if (found.isEmpty() && wanted != null && wanted.name() != null) {
                throw new Failure("there is no document " + wanted + ".", "tocsin config get shows those there are.");
            }
            print(found, spec.commandLine().getOut());
        }
        return ExitCode.OK;
    }

    private void print(List<DocumentStatus> found, PrintWriter out) throws JsonProcessingException {
        switch (format) {
            case json -> Json.print(out, found.stream().map(DocumentStatus::json).toList());
            case yaml -> {
                for (DocumentStatus status : found) {
                    JsonNode document = status.inForce().orElse(null);
                    out.print(document == null
                            ? "# " + status.key() + " is " + status.status() + "; none is in force\n"
                            : YAML.writeValueAsString(document));
                }
            }
            case text -> table(found, out);
        }
        out.flush();
    }

    private static void table(List<DocumentStatus> found, PrintWriter out) {
        if (found.isEmpty()) {
            out.println("No documents: what ships is in force.");
            return;
        }
        Table table = new Table("KIND", "NAMESPACE", "NAME", "STATUS", "VERSION", "IN FORCE", "SINCE", "");
        for (DocumentStatus status : found) {
            table.row(status.kind(), status.namespace(), status.name(), status.status(),
                    Long.toString(status.version()), status.inForceVersion().map(Object::toString).orElse("none"),
                    status.at(), remark(status));
        }
        table.print(out);
    }

    private static String remark(DocumentStatus status) {
        String note = status.note();
        return switch (status.problems().size()) {
            case 0 -> note == null ? "" : note;
            case 1 -> status.problems().getFirst().toString();
            default -> status.problems().getFirst() + " (and " + (status.problems().size() - 1) + " more)";
        };
    }
}
