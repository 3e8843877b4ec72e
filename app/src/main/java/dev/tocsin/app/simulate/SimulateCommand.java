package dev.tocsin.app.simulate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.InstantConverter;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.config.ConfigFolder;
import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.feedback.Reception;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Verdict;
import dev.tocsin.topology.config.Tuning;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code simulate} command. */
@Command(name = "simulate", sortOptions = false, description = "Feeds verdicts and changes from files through the rules, as the service would, and prints what becomes of every incident. Needs no Kafka and looks at no clock.", footerHeading = "%n", footer = {
        "A verdict is a line such as",
        "  {\"service\":\"checkout\",\"window_start\":\"2026-01-01T00:00:00Z\",\"window_end\":\"2026-01-01T00:01:00Z\",",
        "   \"score\":4.2,\"level\":\"anomalous\",\"metrics\":{\"latency_p99\":{\"observed\":2.1,\"expected\":0.3,",
        "   \"deviation\":9.0,\"direction\":\"up\",\"level\":\"anomalous\"}}}",
        "and may have namespace, p_value, rank, phase, anomalous, samples, and share of a metric. A change is a line such as",
        "  {\"service\":\"checkout\",\"at\":\"2026-01-01T00:02:00Z\",\"kind\":\"deploy\",\"ref\":\"v42\"}",
        "What a person says is a line such as",
        "  {\"incident\":\"cascade/default/checkout/1767225600\",\"at\":\"2026-01-01T00:05:00Z\",\"kind\":\"ack\",\"by\":\"alice\"}",
        "with the incident or a service, and kind ack or resolve; comment may be there.",
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

    @Option(names = "--feedback", paramLabel = "FILE", description = "What people say of incidents, one JSON object a line; may be empty.")
    private @Nullable Path feedback;

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
            simulate(told, made, feedback == null ? List.of() : Lines.read(feedback, JsonLine::feedback));
            return ExitCode.OK;
        } catch (UnreadableLineException e) {
            throw new Failure(String.valueOf(e.getMessage()), "", e);
        }
    }

    private void simulate(List<Verdict> told, List<Change> made, List<Feedback> said) {
        Instant start = told.stream().map(Verdict::end).min(Instant::compareTo).orElse(Instant.EPOCH);
        Tuning tuning = ConfigFolder.read(config, start);
        Arrivals arrivals = Arrivals.of(told, made);
        Duration window = told.stream().findFirst()
                .map(verdict -> Duration.between(verdict.start(), verdict.end())).orElse(Duration.ofMinutes(1));
        PrintWriter out = spec.commandLine().getOut();
        new Simulation(tuning, window, new Voices(said, this::note), (event, tier) -> {
            EventLine line = EventLine.of(event, tier);
            out.println(output.json() ? Json.line(line) : line.text());
        }).run(arrivals.ordered(), until);
        out.flush();
        note(arrivals);
    }

    private void note(Feedback said, Reception reception) {
        if (reception != Reception.ACKNOWLEDGED && reception != Reception.RESOLVED) {
            spec.commandLine().getErr().println(said.kind().label() + " of "
                    + (said.incident() == null ? said.service() : said.incident()) + " at " + said.at()
                    + " changed nothing: " + reception.label());
        }
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
}
