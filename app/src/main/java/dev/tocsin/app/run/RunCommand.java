package dev.tocsin.app.run;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.app.broker.Ports;
import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.log.Logs;
import dev.tocsin.app.settings.ReceiverSettings;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code run} command. */
@Command(name = "run", sortOptions = false, description = "Run the service until it is told to stop.")
public final class RunCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    private static final int LAST_PORT = 65_535;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Option(names = "--observe", description = "Evaluate everything, but tell nothing louder than the digest; the ledger says what would have paged.")
    private boolean observe;

    @Option(names = "--embedded", description = "Bring a broker and a Schema Registry along, in this process and for this machine only.")
    private boolean embedded;

    @Option(names = "--data-dir", paramLabel = "DIR", defaultValue = ".tocsin/run", description = "Where --embedded keeps its data (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".tocsin/run");

    @Option(names = "--broker-port", paramLabel = "PORT", defaultValue = "19092", description = "Where --embedded's broker listens, for itself at the port after it (default: ${DEFAULT-VALUE}).")
    private int brokerPort = 19_092;

    @Option(names = "--registry-port", paramLabel = "PORT", defaultValue = "18081", description = "Where --embedded's Schema Registry listens (default: ${DEFAULT-VALUE}).")
    private int registryPort = 18_081;

    @Override
    public Integer call() throws InterruptedException {
        Logs.ofService();
        Settings given = observe ? settings.load().observing() : settings.load();
        try (var termination = Termination.listen()) {
            if (embedded) {
                return runEmbedded(given, termination);
            }
            if (given.kafka().brokers().isEmpty()) {
                throw SettingsOption.noBrokers(
                        "No Kafka at hand? tocsin run --embedded brings one along, tocsin demo shows it all.");
            }
            return run(given, termination);
        }
    }

    private int runEmbedded(Settings given, Termination termination) throws InterruptedException {
        try (var own = Embedded.start(data, ports(), registryPort(), given)) {
            LOG.info("embedded broker at {}, Schema Registry at {}, data in {}", own.bootstrapServers(),
                    own.registryUrl(), data.toAbsolutePath());
            Settings here = own.in(given);
            Premises.provideSources(here);
            return run(here, termination);
        }
    }

    private Ports ports() {
        try {
            return new Ports(brokerPort, brokerPort + 1);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--broker-port: " + e.getMessage(), e);
        }
    }

    private int registryPort() {
        if (registryPort < 1 || registryPort > LAST_PORT) {
            throw new ParameterException(spec.commandLine(),
                    "--registry-port: port " + registryPort + " must be 1 to " + LAST_PORT);
        }
        return registryPort;
    }

    private static int run(Settings settings, Termination termination) throws InterruptedException {
        tell(settings);
        String end;
        try (var service = Service.start(settings)) {
            termination.asks(service::stop);
            LOG.info("serving http://{}:{}/readyz and /metrics", settings.http().host(), service.httpPort());
            end = service.awaitEnd();
            LOG.info("stopping");
        }
        if (!end.isEmpty()) {
            throw new Failure("the service ended: " + end, "The log above says more.");
        }
        return ExitCode.OK;
    }

    private static void tell(Settings settings) {
        LOG.info("settings: {}", settings.given().settings());
        settings.given().warnings().forEach(warning -> LOG.warn("{} isn't a setting", warning));
        if (settings.receivers().values().stream().noneMatch(RunCommand::wakesPeople)) {
            LOG.warn("no receiver pages: set receivers.pagerduty.routing_key to have someone woken");
        }
    }

    private static boolean wakesPeople(ReceiverSettings receiver) {
        return switch (receiver.type()) {
            case PAGERDUTY, WEBHOOK, ALERTMANAGER -> true;
            case SLACK, DIGEST -> false;
        };
    }
}
