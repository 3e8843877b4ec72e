package dev.tocsin.app.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

import io.javalin.util.JavalinBindException;

import dev.tocsin.app.broker.Ports;
import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.demo.inbox.Inbox;
import dev.tocsin.app.log.Logs;
import dev.tocsin.app.run.Embedded;
import dev.tocsin.app.run.Service;
import dev.tocsin.app.run.Termination;
import dev.tocsin.app.settings.ReceiverSettings;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code demo} command. */
// @formatter:off
@Command(name = "demo", sortOptions = false,
        description = "See a real outage climb from digest to Slack to a page, in a minute and a half.",
        footer = {
                "",
                "Replays 52 minutes of a real three-tier shop through the whole service, with a broker, a",
                "Schema Registry and an inbox that stands in for PagerDuty and Slack, all in this process.",
                "A campaign that was announced in the calendar wakes nobody; a leak is noted in the digest;",
                "a failure that spreads step by step ends in a page."})
// @formatter:on
public final class DemoCommand implements Callable<Integer> {

    private static final int USUAL_INBOX_PORT = 8485;

    @Option(names = "--exit-when-done", description = "End after the summary; exit 1 unless everything happened that should.")
    private boolean exitWhenDone;

    @Option(names = "--page-for-real", description = "Also tell the receivers of your own settings (tocsin.yaml, TOCSIN_*): they will be paged.")
    private boolean pageForReal;

    @Option(names = "--speed", paramLabel = "N", defaultValue = "60", description = "Seconds of the recording per second (default: ${DEFAULT-VALUE}).")
    private double speed = 60;

    @Option(names = "--data-dir", paramLabel = "DIR", defaultValue = ".tocsin/demo", description = "Where broker, stores and log are kept; emptied at each start (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".tocsin/demo");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Override
    public Integer call() throws InterruptedException {
        if (!(speed >= 1 && speed <= 1_000)) {
            throw new ParameterException(spec.commandLine(), "--speed must be from 1 to 1000, is " + speed);
        }
        var screenplay = new Screenplay(System.out);
        Path folder = DemoFolder.fresh(data);
        Path log = folder.resolve("tocsin.log");
        Logs.toFile(log);
        long begun = System.nanoTime();
        try (var termination = Termination.listen(); var inbox = inbox(screenplay.stream())) {
            Settings given = DemoSettings.of(inbox);
            Settings told = pageForReal ? DemoSettings.alsoTelling(real(), given) : given;
            screenplay.say("Starting a broker, a Schema Registry, an inbox and Tocsin…");
            try (var embedded = Embedded.start(folder, Ports.free(), 0, told);
                    var service = Service.start(embedded.in(told))) {
                termination.asks(service::stop);
                var demo = new Demo(embedded.in(told), service, inbox, screenplay, speed, begun);
                screenplay.say("  inbox  %s/inbox%n  health http://127.0.0.1:%d/readyz?verbose%n  log    %s%n"
                        .formatted(inbox.url(), service.httpPort(), log));
                boolean asItShould = demo.play();
                if (exitWhenDone) {
                    return asItShould ? ExitCode.OK : ExitCode.FAILED;
                }
                screenplay.say("Everything keeps running; Ctrl-C ends it.");
                service.awaitEnd();
                return ExitCode.OK;
            }
        }
    }

    private Map<String, ReceiverSettings> real() {
        Settings own = settings.load();
        if (own.receivers().values().stream().allMatch(ReceiverSettings.Digest.class::isInstance)) {
            throw new Failure("--page-for-real, but no receiver is set.",
                    "Set TOCSIN_RECEIVERS_PAGERDUTY_ROUTING_KEY, or receivers: in tocsin.yaml.");
        }
        return own.receivers();
    }

    private static Inbox inbox(PrintStream out) {
        try {
            return Inbox.open(out, USUAL_INBOX_PORT);
        } catch (JavalinBindException _) {
            return Inbox.open(out, 0);
        }
    }
}
