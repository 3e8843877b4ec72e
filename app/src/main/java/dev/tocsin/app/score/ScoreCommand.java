package dev.tocsin.app.score;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.score.ScoreCsv.Summary;
import dev.tocsin.detectors.Profile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code score} command. */
@Command(name = "score", sortOptions = false, description = "Scores a CSV of metrics as the service would score them live. Needs no Kafka.", footerHeading = "%n", footer = {
        "The first column of a CSV is t (a row index, a time in seconds or milliseconds since 1970, or ISO-8601); "
                + "every other column is a metric; a blank or a NaN is a missing value. Rows are in time order. "
                + "With a row index, rows after the warm-up follow its last row.",
        "",
        "Out comes one row per window:",
        "  window_start,window_end,score,p_value,anomalous,top_metric,contribution",
        "The score is -log10 of the p-value; it is empty while the detector warms up.", "",
        "Example:", "  tocsin score --warmup train.csv.gz --step 1m --out scores.csv test.csv.gz"})
public final class ScoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "CSV", description = "What to score; gzip is recognised.")
    private Path test = Path.of("");

    @Option(names = "--warmup", paramLabel = "CSV", description = "Learned first, without being scored.")
    private @Nullable Path warmup;

    @Option(names = "--step", paramLabel = "DURATION", required = true, converter = StepConverter.class, description = "Window length, such as 10s, 1m or 1h. With a row index: the time between rows.")
    private Duration step = Duration.ofMinutes(1);

    @Option(names = "--profile", paramLabel = "KIND", description = "standard, or light for very many services (default: ${DEFAULT-VALUE}).", defaultValue = "standard")
    private Profile.Kind profile = Profile.Kind.STANDARD;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the scores go. Default: standard output.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Summary summary = out == null ? score(spec.commandLine().getOut(), err) : scoreInto(out, err);
            err.printf("%d windows, %d without a score, %d anomalous%n", summary.windows(), summary.warmingUp(),
                    summary.anomalous());
            err.flush();
            return ExitCode.OK;
        } catch (UnreadableCsvException e) {
            throw new Failure(String.valueOf(e.getMessage()), "", e);
        } catch (NoSuchFileException e) {
            throw new Failure(e.getFile() + ": no such file", "", e);
        }
    }

    /** Through a file beside it: a torn input leaves no half result. */
    private Summary scoreInto(Path target, PrintWriter err) throws UnreadableCsvException, IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Failure(target + ": there is no folder " + folder + " to write it to", "");
        }
        if (Files.isDirectory(target)) {
            throw new Failure(target + ": is a folder, no file to write", "");
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Summary summary;
            try (BufferedWriter writer = Files.newBufferedWriter(part)) {
                summary = score(writer, err);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return summary;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Summary score(Writer writer, PrintWriter err) throws UnreadableCsvException, IOException {
        ScoreCsv scoring = new ScoreCsv(Profile.of(profile, step), rows -> {
            err.println(rows + " rows");
            err.flush();
        });
        if (warmup != null) {
            scoring.warmUp(CsvSource.open(warmup));
        }
        return scoring.score(CsvSource.open(test), writer);
    }
}
