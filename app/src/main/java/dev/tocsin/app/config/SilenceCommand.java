package dev.tocsin.app.config;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.cli.TimeoutOption;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;
import dev.tocsin.escalation.identity.ServiceId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code silence} command: a suppression rule with an end, without YAML. */
@Command(name = "silence", sortOptions = false, description = "Tell nobody of a service louder than the digest, for a while. Evaluation goes on, and when the time is over, "
        + "what still burns is told at once.")
public final class SilenceCommand implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofDays(30);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SERVICE", description = "namespace/service, or a service of the namespace default.")
    private String service = "";

    @Option(names = "--for", required = true, paramLabel = "DURATION", converter = TimeoutOption.Converter.class, description = "How long: 30m, 1h, 2h30m; at most 30d.")
    private Duration span = Duration.ZERO;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it is shown with what was kept quiet.")
    private String reason = "";

    @Mixin
    private TimeoutOption timeout = new TimeoutOption();

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        ServiceId id = service();
        if (span.compareTo(Duration.ofMinutes(1)) < 0 || span.compareTo(LONGEST) > 0 || reason.isBlank()) {
            throw new ParameterException(spec.commandLine(),
                    "--for must be from 1m to 30d, and --reason say something");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant until = now.plus(span);
        String name = "silence-" + now.getEpochSecond() + "-" + Integer.toHexString(id.hashCode());
        String key = "SuppressionRule/*/" + name;
        Settings given = settings.loadWithBrokers();
        try (ConfigTopics topics = ConfigTopics.connect(given)) {
            long version = topics.say(key, Json.of(document(name, id, until, reason)).getBytes(StandardCharsets.UTF_8));
            StatusTopic status = topics.status();
            status.await(() -> answer(status, key, version).isPresent(), timeout.patience());
            DocumentStatus answer = answer(status, key, version).orElseThrow(() -> timeout.unanswered(key));
            if (!answer.accepted()) {
                throw new Failure(key + " was " + answer.status() + ": " + answer.problems(), "");
            }
        }
        print(id, until, key);
        return ExitCode.OK;
    }

    static Map<String, Object> document(String name, ServiceId service, Instant until, String reason) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("match", Map.of("service", service.toString()));
        rule.put("cap", "digest");
        rule.put("until", until.toString());
        rule.put("reason", reason);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", "SuppressionRule");
        document.put("name", name);
        document.put("spec", rule);
        return document;
    }

    private static Optional<DocumentStatus> answer(StatusTopic status, String key, long version) {
        return status.find(key).filter(known -> known.version() >= version);
    }

    private ServiceId service() {
        try {
            return ServiceId.parse(service);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void print(ServiceId id, Instant until, String key) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            Json.print(out, Map.of("service", id.toString(), "until", until, "document", key, "cap", "digest",
                    "undo", List.of("tocsin", "config", "delete", key)));
            return;
        }
        out.println(id + " is told in the digest only, until " + until + ". Undo: tocsin config delete '" + key + "'");
        out.flush();
    }
}
