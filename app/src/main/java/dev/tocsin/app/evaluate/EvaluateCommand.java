package dev.tocsin.app.evaluate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.appraisal.Runs.Run;
import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.score.CsvSource;
import dev.tocsin.app.score.ScoreCsv;
import dev.tocsin.app.score.ScoredWindow;
import dev.tocsin.app.score.StepConverter;
import dev.tocsin.app.score.UnreadableCsvException;
import dev.tocsin.detectors.Profile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code evaluate} command. */
@Command(name = "evaluate", sortOptions = false, description = "Scores a CSV of metrics as the service would live, and says how that fits the incidents you know of: how many were hit, how late, how many hours of false alarms a day. Draws one. Needs no Kafka.", footerHeading = "%n", footer = {
        "The metrics are as for tocsin score. The labels are a CSV with",
        "  start,end[,name]   times, or row numbers, as the metrics have them",
        "  label              0 or 1 for each row of the metrics",
        "",
        "An alarm is false if it is not within 10 windows of an incident (2 where windows are longer than a minute); "
                + "every started hour of it counts. Nothing is adjusted to the labels.",
        "",
        "Example:",
        "  tocsin evaluate --step 1m --warmup january.csv.gz --labels incidents.csv february.csv.gz"})
public final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "CSV", description = "The metrics; gzip is recognised.")
    private Path metrics = Path.of("");

    @Option(names = "--labels", paramLabel = "CSV", required = true, description = "The incidents you know of; gzip is recognised.")
    private Path labels = Path.of("");

    @Option(names = "--warmup", paramLabel = "CSV", description = "Learned first, without being judged.")
    private @Nullable Path warmup;

    @Option(names = "--step", paramLabel = "DURATION", required = true, converter = StepConverter.class, description = "Window length, such as 10s, 1m or 1h. With a row index: the time between rows.")
    private Duration step = Duration.ofMinutes(1);

    @Option(names = "--profile", paramLabel = "KIND", defaultValue = "standard", description = "standard, or light for very many services (default: ${DEFAULT-VALUE}).")
    private Profile.Kind profile = Profile.Kind.STANDARD;

    @Option(names = "--picture", paramLabel = "SVG", defaultValue = "evaluation.svg", description = "Where the longest incident that was hit is drawn (default: ${DEFAULT-VALUE}).")
    private Path picture = Path.of("evaluation.svg");

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Report report = evaluate();
            if (output.json()) {
                Json.print(out, report.json());
            } else {
                report.lines().forEach(out::println);
            }
            out.flush();
            return ExitCode.OK;
        } catch (UnreadableCsvException e) {
            throw new Failure(String.valueOf(e.getMessage()), "", e);
        } catch (NoSuchFileException e) {
            throw new Failure(e.getFile() + ": no such file", "", e);
        }
    }

    private Report evaluate() throws UnreadableCsvException, IOException {
        Path folder = picture.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Failure("there is no folder " + folder + " to draw into.", "Name another file with --picture.");
        }
        Labels known = Labels.read(CsvSource.open(labels));
        ScoreCsv scoring = new ScoreCsv(Profile.of(profile, step), this::progress);
        if (warmup != null) {
            scoring.warmUp(CsvSource.open(warmup));
        }
        List<ScoredWindow> windows = new ArrayList<>();
        scoring.read(CsvSource.open(metrics), windows::add);
        if (windows.size() < 2) {
            throw new Failure(metrics + " has " + windows.size() + " windows of metrics: there is nothing to compare.",
                    "");
        }
        boolean countsRows = scoring.countsRows();
        Marking marking = Marking.of(known, labels.toString(), windows, countsRows);
        Report report = new Report(Evaluation.of(windows, marking, step), step, countsRows, picture.toString());
        if (report.evaluation().events().isEmpty()) {
            throw new Failure(
                    labels + " has no incident within the metrics (" + report.when(new Run(0, windows.size() - 1))
                            + "): there is nothing to compare.",
                    outside(marking.outside(), countsRows));
        }
        warn(report.evaluation().spacing());
        draw(report);
        return report;
    }

    private static String outside(List<Labels.Known> outside, boolean countsRows) {
        return outside.isEmpty()
                ? ""
                : outside.size() + " outside, the first from " + outside.getFirst().start() + " to "
                        + outside.getFirst().end() + "." + (countsRows ? "" : " Are both files of one time zone?");
    }

    /** Days and hours are counted in windows of the step's length. */
    private void warn(Duration spacing) {
        if (spacing.compareTo(step) > 0) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("The rows are " + Report.shortly(spacing) + " apart: with --step " + Report.shortly(step)
                    + " days are counted too short, and false-alarm hours a day too high.");
            err.flush();
        }
    }

    private void draw(Report report) throws IOException {
        Run shown = report.evaluation().pictured();
        String name = report.evaluation().name(shown);
        report.evaluation().picture(shown, metrics.getFileName() + (name.isEmpty() ? "" : ", " + name) + ", "
                + report.when(shown)).write(picture);
    }

    private void progress(long rows) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(rows + " rows");
        err.flush();
    }
}
