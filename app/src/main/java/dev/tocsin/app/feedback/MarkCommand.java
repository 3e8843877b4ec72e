package dev.tocsin.app.feedback;

import java.util.concurrent.Callable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.escalation.feedback.Feedback;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code mark} command. */
@Command(name = "mark", description = "Tell a service's model what an alarm was worth, or that the service will be as it is now.", footerHeading = "%n", footer = {
        "false-alarm and useful are said of an incident, open or over: the service alarms a step more rarely, or a step "
                + "sooner, within bounds. Each takes back the other; said again of the same incident, it changes nothing. "
                + "normal-now is said of a service: its present level is what is expected from the next window on. "
                + "tocsin explain SERVICE shows the effect."})
public final class MarkCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "INCIDENT|SERVICE", description = "An incident's id (tocsin incidents), or a service: then its one open incident, or its newest.")
    private String wanted = "";

    @Parameters(index = "1", paramLabel = "MARK", converter = MarkName.class, completionCandidates = MarkName.class, description = "${COMPLETION-CANDIDATES}.")
    private Feedback.Kind kind = Feedback.Kind.USEFUL;

    @Mixin
    private Saying saying = new Saying();

    @Override
    public Integer call() {
        Saying.Answer answer = saying.say(kind, all -> kind == Feedback.Kind.NORMAL_NOW
                ? Choice.service(all, wanted)
                : Choice.any(all, wanted));
        Feedback said = answer.said();
        String of = said.incident() == null ? said.service().toString() : said.incident().value();
        saying.print(spec.commandLine().getOut(), answer, "Said of " + of + ": " + MarkName.of(kind)
                + ". tocsin explain " + said.service() + " shows what it did, from the next window on.");
        return ExitCode.OK;
    }
}
