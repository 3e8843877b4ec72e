package dev.tocsin.app.config;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.cli.Table;
import dev.tocsin.app.cli.TimeoutOption;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;
import dev.tocsin.topology.config.DocumentKey;
import dev.tocsin.topology.config.Problem;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code config apply} command. */
@Command(name = "apply", description = {
        "Write documents to the config topic and wait until Tocsin has judged each of them.",
        "What already holds isn't written again. Exits 1 if one is rejected; nothing is written if one can be seen to be wrong."})
public final class ApplyCommand implements Callable<Integer> {

    /** What became of one document. */
    record Applied(String document, String status, long version, List<Problem> problems, String note) {}

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR|FILE", description = "A file, or a folder whose .yaml, .yml and .json files are read at any depth.")
    private Path place = Path.of(".");

    @Mixin
    private TimeoutOption timeout = new TimeoutOption();

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        OfflineCheck check = OfflineCheck.of(DocumentFiles.read(place), Instant.now());
        PrintWriter out = spec.commandLine().getOut();
        if (!check.wrong().isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            check.wrong().forEach(err::println);
            err.println("tocsin: " + Amount.of(check.wrong().size(), "problem") + "; nothing was applied.");
            err.flush();
            return ExitCode.FAILED;
        }
        Settings given = settings.loadWithBrokers();
        try (ConfigTopics topics = ConfigTopics.connect(given)) {
            List<Applied> applied = apply(check.sound(), topics);
            if (output.json()) {
                Json.print(out, applied);
            } else {
                print(applied, out);
            }
            return applied.stream().anyMatch(one -> one.status().equals("rejected")) ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    private List<Applied> apply(Map<DocumentKey, FileDocument> documents, ConfigTopics topics) {
        StatusTopic known = topics.status();
        Map<String, Long> said = new LinkedHashMap<>();
        Set<String> held = new HashSet<>();
        documents.forEach((key, document) -> {
            Optional<DocumentStatus> holding = known.find(key.toString())
                    .filter(status -> status.holds(document.tree()));
            if (holding.isEmpty()) {
                said.put(key.toString(), topics.say(key.toString(), document.json()));
            } else if (holding.get().accepted()) {
                held.add(key.toString());
            }
        });
        known.await(() -> said.entrySet().stream().allMatch(one -> answer(known, one.getKey(), one.getValue())
                .isPresent()), timeout.patience());
        return documents.keySet().stream().map(DocumentKey::toString)
                .map(key -> applied(answer(known, key, said.getOrDefault(key, 0L)).orElseThrow(
                        () -> timeout.unanswered(key)), held.contains(key)))
                .toList();
    }

    /** The status that speaks of this version or a later one. */
    private static Optional<DocumentStatus> answer(StatusTopic known, String key, long version) {
        return known.find(key).filter(status -> status.version() >= version);
    }

    private static Applied applied(DocumentStatus status, boolean held) {
        String note = status.note();
        return new Applied(status.key(), held && status.accepted() ? "unchanged" : status.status(), status.version(),
                status.problems(), note == null ? "" : note);
    }

    private static void print(List<Applied> applied, PrintWriter out) {
        Table table = new Table("DOCUMENT", "STATUS", "VERSION", "");
        for (Applied one : applied) {
            table.row(one.document(), one.status(), Long.toString(one.version()), one.note());
        }
        table.print(out);
        for (Applied one : applied) {
            one.problems().forEach(problem -> out.println(one.document() + " " + problem));
        }
        out.flush();
    }
}
