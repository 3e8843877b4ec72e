package dev.tocsin.app.config;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code config diff} command. */
@Command(name = "diff", description = {"Show how documents in files differ from those Tocsin knows.",
        "+ only in the files, - only there, ~ different."})
public final class DiffCommand implements Callable<Integer> {

    /** A document that isn't the same in both places. */
    record Changed(String document, String change, List<Difference> fields) {}

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR|FILE", description = "A file, or a folder whose .yaml, .yml and .json files are read at any depth.")
    private Path place = Path.of(".");

    @Option(names = "--exit-code", description = "Exit 1 if something differs.")
    private boolean exitCode;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        OfflineCheck check = OfflineCheck.of(DocumentFiles.read(place), Instant.now());
        if (!check.wrong().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            check.wrong().forEach(err::println);
            err.flush();
            return ExitCode.FAILED;
        }
        Settings given = settings.loadWithBrokers();
        try (ConfigTopics topics = ConfigTopics.connect(given)) {
            List<Changed> changes = changes(check, topics.status().byKey());
            PrintWriter out = spec.commandLine().getOut();
            if (output.json()) {
                Json.print(out, changes);
            } else {
                print(changes, out);
            }
            return exitCode && !changes.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    private static List<Changed> changes(OfflineCheck check, Map<String, DocumentStatus> known) {
        Map<String, Changed> changes = new TreeMap<>();
        check.sound().forEach((key, document) -> {
            Optional<JsonNode> there = Optional.ofNullable(known.get(key.toString())).flatMap(DocumentStatus::newest);
            List<Difference> fields = there.map(newest -> Difference.between(newest, document.tree()))
                    .orElse(List.of());
            if (there.isEmpty() || !fields.isEmpty()) {
                changes.put(key.toString(), new Changed(key.toString(), there.isEmpty() ? "new" : "changed", fields));
            }
        });
        known.forEach((key, status) -> {
            if (check.sound().keySet().stream().noneMatch(mine -> mine.toString().equals(key))) {
                changes.put(key, new Changed(key, "only there", List.of()));
            }
        });
        return new ArrayList<>(changes.values());
    }

    private static void print(List<Changed> changes, PrintWriter out) {
        if (changes.isEmpty()) {
            out.println("No difference.");
        }
        for (Changed changed : changes) {
            out.println(switch (changed.change()) {
                case "new" -> "+ ";
                case "changed" -> "~ ";
                default -> "- ";
            } + changed.document());
            changed.fields().forEach(field -> out.println("    " + field));
        }
        out.flush();
    }
}
