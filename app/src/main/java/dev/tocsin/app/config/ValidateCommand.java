package dev.tocsin.app.config;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsException;
import dev.tocsin.escalation.route.ReceiverType;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code config validate} command. */
@Command(name = "validate", description = {
        "Check documents without any broker. Prints every problem as file:line path: reason and exits 1 if there is one."})
public final class ValidateCommand implements Callable<Integer> {

    /** What a script is told. */
    record Result(int files, int documents, List<Finding> problems, List<Finding> notes) {}

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR|FILE", description = "A file, or a folder whose .yaml, .yml and .json files are read at any depth.")
    private Path place = Path.of(".");

    @Option(names = "--settings", paramLabel = "FILE", description = "Settings whose receivers routes and owners may name; without it the names aren't checked. Secrets aren't read.")
    private @Nullable Path settings;

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        DocumentFiles files = DocumentFiles.read(place);
        OfflineCheck check = OfflineCheck.of(files, receivers(), Instant.now());
        Result result = new Result(files.files().size(), files.documents().size(), check.problems(), check.notes());
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            Json.print(out, result);
        } else {
            print(result, out);
        }
        return result.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private @Nullable Map<String, ReceiverType> receivers() {
        Path file = settings;
        try {
            return file == null ? null : Settings.receiverTypes(file, System.getenv());
        } catch (SettingsException e) {
            throw new Failure("the settings can't be used:", String.join("\n", e.problems()), e);
        }
    }

    private static void print(Result result, PrintWriter out) {
        result.problems().forEach(out::println);
        result.notes().forEach(note -> out.println(note.file() + ":" + note.line() + ": note: " + note.reason()));
        String amount = Amount.of(result.documents(), "document") + " in " + Amount.of(result.files(), "file");
        out.println(result.problems().isEmpty()
                ? amount + ", nothing wrong."
                : Amount.of(result.problems().size(), "problem") + " in " + amount + ".");
        out.flush();
    }
}
