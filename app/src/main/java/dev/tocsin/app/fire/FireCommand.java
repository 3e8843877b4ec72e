package dev.tocsin.app.fire;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.receivers.Receivers;
import dev.tocsin.app.settings.ReceiverSettings;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;
import dev.tocsin.notifiers.digest.DigestTopic;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.v1.Tier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code fire} command. */
@Command(name = "fire", description = "Tell one receiver of a test, for real: a page pages. It is resolved at once unless --keep-open.")
public final class FireCommand implements Callable<Integer> {

    /** How loud the test is. */
    enum Loudness {
        digest, notify, page
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RECEIVER", description = "A name under receivers: in the settings.")
    private String name = "";

    @Option(names = "--tier", defaultValue = "page", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Loudness tier = Loudness.page;

    @Option(names = "--keep-open", description = "Leave the test open, for a person to close it.")
    private boolean keepOpen;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        Settings given = settings.load();
        ReceiverSettings receiver = given.receivers().get(name);
        if (receiver == null) {
            throw new Failure("there is no receiver '" + name + "'.",
                    "There are: " + String.join(", ", new TreeSet<>(given.receivers().keySet())) + ".");
        }
        TestFire.Result result = receiver instanceof ReceiverSettings.Digest
                ? toDigest(settings.loadWithBrokers(), receiver)
                : new TestFire(Receivers.of(name, receiver, (key, line) -> {
                    throw new IllegalStateException(name + " is no digest");
                }, given.outbound().client()), tier(), Instant.now()).fire(!keepOpen);
        print(result, spec.commandLine().getOut());
        return result.delivered() ? ExitCode.OK : ExitCode.FAILED;
    }

    private TestFire.Result toDigest(Settings given, ReceiverSettings receiver) {
        Topic topic = given.topics().names().digest();
        try (SchemaRegistry registry = Registries.connect(given.registry());
                var digest = new DigestTopic(given.kafka().client(), topic.name(),
                        AvroSerde.of(registry, Registries.serdes(given.registry()), topic).serializer())) {
            return new TestFire(Receivers.of(name, receiver, digest, given.outbound().client()), tier(), Instant.now())
                    .fire(false);
        }
    }

    private Tier tier() {
        return Tier.valueOf(tier.name());
    }

    private void print(TestFire.Result result, PrintWriter out) {
        if (output.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("receiver", name);
            answer.put("delivered", result.delivered());
            answer.put("opened", said(result.opened()));
            answer.put("resolved", said(result.resolved()));
            Json.print(out, answer);
            return;
        }
        out.println(name + ": " + said(result.opened()));
        if (result.resolved() != null) {
            out.println(name + ", resolved: " + said(result.resolved()));
        }
        out.flush();
    }

    private static String said(@Nullable Outcome outcome) {
        return switch (outcome) {
            case null -> "not sent";
            case Outcome.Delivered delivered -> "delivered (" + delivered.reason().label() + ")";
            case Outcome.Retry retry -> "not delivered (" + retry.reason().label() + "): " + retry.detail();
            case Outcome.Rejected rejected -> "refused (" + rejected.reason().label() + "): " + rejected.detail();
            case Outcome.Skipped skipped -> "nothing sent (" + skipped.reason().label() + ")";
        };
    }
}
