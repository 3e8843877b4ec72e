package dev.tocsin.app.feedback;

import java.util.concurrent.Callable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.Transition;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code ack} command. */
@Command(name = "ack", description = "Say that you have an incident: everybody who was told of it is told who works on it. It still tells them if it gets louder.")
public final class AckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "INCIDENT|SERVICE", description = "An incident's id (tocsin incidents), or a service with one open incident.")
    private String wanted = "";

    @Mixin
    private Saying saying = new Saying();

    @Override
    public Integer call() {
        Saying.Answer answer = saying.say(Feedback.Kind.ACK, all -> Choice.unacknowledged(all, wanted));
        IncidentEvent event = answer.event().orElseThrow();
        String what = event.getIncident() + ", " + event.getTier() + ", " + answer.said().reason();
        saying.print(spec.commandLine().getOut(), answer, event.getTransition() == Transition.resolved
                ? "Over meanwhile: " + event.getIncident() + ", " + event.getReason()
                : "Acknowledged: " + what);
        return ExitCode.OK;
    }
}
