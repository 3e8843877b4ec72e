package dev.tocsin.app.feedback;

import java.util.concurrent.Callable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.schemas.v1.IncidentEvent;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code resolve} command. */
@Command(name = "resolve", description = "Say that an incident is over: everybody who was told of it is told. What still burns after the hold of its rule (5 minutes) is a new incident.")
public final class ResolveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "INCIDENT|SERVICE", description = "An incident's id (tocsin incidents), or a service with one open incident.")
    private String wanted = "";

    @Mixin
    private Saying saying = new Saying();

    @Override
    public Integer call() {
        Saying.Answer answer = saying.say(Feedback.Kind.RESOLVE, all -> Choice.endable(all, wanted));
        IncidentEvent event = answer.event().orElseThrow();
        saying.print(spec.commandLine().getOut(), answer,
                "Resolved: " + event.getIncident() + ", " + event.getReason());
        return ExitCode.OK;
    }
}
