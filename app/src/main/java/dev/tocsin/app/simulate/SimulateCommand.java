package dev.tocsin.app.simulate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.config.ConfigFolder;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Verdict;
import dev.tocsin.topology.config.Tuning;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The {@code simulate} command. */
@Command(name = "simulate", sortOptions = false, description = "Feeds verdicts and changes from files through the rules, as the service would, and prints what becomes of every incident. Needs no Kafka and looks at no clock.", footerHeading = "%n", footer = {
        "A verdict is a line such as",
        "  {\"service\":\"checkout\",\"window_start\":\"2026-01-01T00:00:00Z\",\"window_end\":\"2026-01-01T00:01:00Z\",",
        "   \"score\":4.2,\"level\":\"anomalous\",\"metrics\":{\"latency_p99\":{\"observed\":2.1,\"expected\":0.3,",
        "   \"deviation\":9.0,\"direction\":\"up\",\"level\":\"anomalous\"}}}",
        "and may have namespace, p_value, rank, phase, anomalous, samples, and share of a metric. A change is a line such as",
        "  {\"service\":\"checkout\",\"at\":\"2026-01-01T00:02:00Z\",\"kind\":\"deploy\",\"ref\":\"v42\"}",
        "",
        "A service that has no line for a window is silent in it. The rules that ship are in force besides those of the folder.",
        "", "Example:",
        "  tocsin simulate --verdicts examples/cascade/verdicts.jsonl --config examples/cascade/config"})
public final class SimulateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--verdicts", paramLabel = "FILE", required = true, description = "Verdicts, one JSON object a line.")
    private Path verdicts = Path.of("");

    @Option(names = "--changes", paramLabel = "FILE", description = "Changes, one JSON object a line; may be empty.")
    private @Nullable Path changes;

    @Option(names = "--config", paramLabel = "DIR", required = true, description = "Documents, as for config validate; may be empty.")
    private Path config = Path.of("");

    @Option(names = "--until", paramLabel = "INSTANT", converter = InstantConverter.class, description = "Effective time to which it goes on after the last line, such as 2026-01-01T01:00:00Z.")
    private @Nullable Instant until;

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        try {
            List<Verdict> told = Lines.read(verdicts, JsonLine::verdict);
            List<Change> made = changes == null ? List.of() : Lines.read(changes, JsonLine::change);
            simulate(told, made);
            return ExitCode.OK;
        } catch (UnreadableLineException e) {
            throw new Failure(String.valueOf(e.getMessage()), "", e);
        }
    }

    private void simulate(List<Verdict> told, List<Change> made) {
        Instant start = told.stream().map(Verdict::end).min(Instant::compareTo).orElse(Instant.EPOCH);
        Tuning tuning = ConfigFolder.read(config, start);
        Arrivals arrivals = Arrivals.of(told, made);
        Duration window = told.stream().findFirst()
                .map(verdict -> Duration.between(verdict.start(), verdict.end())).orElse(Duration.ofMinutes(1));
        PrintWriter out = spec.commandLine().getOut();
        new Simulation(tuning, window, (event, tier) -> {
            EventLine line = EventLine.of(event, tier);
            out.println(output.json() ? Json.line(line) : line.text());
        }).run(arrivals.ordered(), until);
        out.flush();
        note(arrivals);
    }

    private void note(Arrivals arrivals) {
        PrintWriter err = spec.commandLine().getErr();
        if (arrivals.late() > 0) {
            err.println(arrivals.late()
                    + " verdicts came more than a window late; they may end something, but open nothing");
        }
        if (arrivals.repeated() > 0) {
            err.println(
                    arrivals.repeated() + " verdicts told of a window that was told of before; they were passed over");
        }
        err.flush();
    }

    /** An instant with its offset. */
    static final class InstantConverter implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new TypeConversionException("'" + text + "' isn't a time such as 2026-01-01T01:00:00Z");
            }
        }
    }
}
