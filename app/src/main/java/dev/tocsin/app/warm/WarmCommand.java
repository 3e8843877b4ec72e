package dev.tocsin.app.warm;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;
import dev.tocsin.app.warm.Stretches.Stretch;
import dev.tocsin.detectors.Profile;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.notifiers.Secret;

import okhttp3.HttpUrl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code warm} command. */
@Command(name = "warm", sortOptions = false, description = "Teach models from what Prometheus remembers, and hand them to the service, which adopts those of services it "
        + "can't judge yet. A query file says which label names the service and which expression is which metric; see docs/operating.md.")
public final class WarmCommand implements Callable<Integer> {

    private static final double MOST_DAYS = 365;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--prometheus", required = true, paramLabel = "URL", description = "Where Prometheus answers, e.g. http://prometheus:9090.")
    private String prometheus = "";

    @Option(names = "--query-file", required = true, paramLabel = "FILE", description = "YAML: service, namespace (labels), metrics (name: PromQL).")
    private Path queryFile = Path.of("");

    @Option(names = "--days", paramLabel = "N", defaultValue = "14", description = "How far back; parts of a day are fine (default: ${DEFAULT-VALUE}).")
    private double days = 14;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Holds the bearer token for Prometheus.")
    private @Nullable Path tokenFile;

    @Option(names = "--dry-run", description = "Teach, but hand nothing over.")
    private boolean dryRun;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        HttpUrl url = HttpUrl.parse(prometheus);
        if (url == null || !(days > 0 && days <= MOST_DAYS)) {
            throw new ParameterException(spec.commandLine(), url == null
                    ? "--prometheus '" + prometheus + "' isn't an http or https URL"
                    : "--days " + days + " must be above 0 and at most " + MOST_DAYS);
        }
        QueryFile queries = QueryFile.read(queryFile);
        Settings given = dryRun ? settings.load() : settings.loadWithBrokers();
        ModelTopic topic = new ModelTopic(given);
        if (!dryRun) {
            topic.require();
        }
        Training training = new Training(Profile.standard(given.window().size()));
        int unknown = teach(training, queries, new Prometheus(url, token(), Thread::sleep));
        Map<ServiceId, byte[]> mature = training.mature();
        if (!dryRun) {
            topic.publish(mature);
        }
        print(training, mature.size(), unknown);
        return ExitCode.OK;
    }

    /** @return how many series named no service */
    private int teach(Training training, QueryFile queries, Prometheus from) {
        Duration window = settings.load().window().size();
        List<Stretch> stretches = new Stretches(window).before(Instant.now(),
                Duration.ofSeconds(Math.round(days * Duration.ofDays(1).toSeconds())));
        PrintWriter err = spec.commandLine().getErr();
        int unknown = 0;
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            for (Map.Entry<String, String> query : queries.queries().entrySet()) {
                for (Series series : from.range(query.getKey(), query.getValue(), stretch.first(), stretch.last(),
                        window)) {
                    Optional<ServiceId> service = queries.service(series.labels());
                    service.ifPresent(id -> training.take(id, query.getKey(), series.points()));
                    unknown += service.isPresent() ? 0 : 1;
                }
            }
            training.learn();
            err.printf("%d of %d stretches, up to %s: %d services, %d windows%n", i + 1, stretches.size(),
                    stretch.last(), training.services(), training.windows());
            err.flush();
        }
        return unknown;
    }

    private Optional<Secret> token() {
        Path file = tokenFile;
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Secret.of(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new Failure("--token-file " + file + " can't be read: " + e.getMessage(), "", e);
        }
    }

    private void print(Training training, int mature, int unknown) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("services", training.services());
            answer.put("windows", training.windows());
            answer.put("models", mature);
            answer.put("handed_over", !dryRun);
            answer.put("series_without_service", unknown);
            Json.print(out, answer);
            return;
        }
        out.printf("%d windows of %d services; %d models can judge%s%n", training.windows(), training.services(),
                mature,
                dryRun ? ", none was handed over (--dry-run)" : " and were handed over");
        if (unknown > 0) {
            out.printf("%d series name no service by the query file's labels%n", unknown);
        }
        out.flush();
    }
}
