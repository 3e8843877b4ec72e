package dev.tocsin.app.warm;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.config.ClusterMaps;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;
import dev.tocsin.app.warm.Stretches.Stretch;
import dev.tocsin.detectors.Profile;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.notifiers.Secret;
import dev.tocsin.topology.config.ShippedMaps;
import dev.tocsin.topology.decode.Format;
import dev.tocsin.topology.map.MetricMap;
import dev.tocsin.topology.map.Questions;

import okhttp3.HttpUrl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code warm} command. */
@Command(name = "warm", sortOptions = false, description = "Teach models from what Prometheus remembers, and hand them to the service, which adopts those of services it "
        + "can't judge yet. Services and metrics are named by the MetricMaps, as from live telemetry; see docs/operating.md.")
public final class WarmCommand implements Callable<Integer> {

    private static final double MOST_DAYS = 365;

    /** How the same metrics come live. */
    enum Live {
        prometheus, otlp
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--prometheus", required = true, paramLabel = "URL", description = "Where Prometheus answers, e.g. http://prometheus:9090.")
    private String prometheus = "";

    @Option(names = "--query-file", paramLabel = "FILE", description = "Ask these instead: YAML with service, namespace (labels), metrics (name: PromQL).")
    private @Nullable Path queryFile;

    @Option(names = "--source", paramLabel = "TOPIC", description = "The topic on which the same metrics are live, for maps that name one (default: the first source).")
    private @Nullable String source;

    @Option(names = "--live", paramLabel = "FORM", description = "How the same metrics come live: prometheus (labels as they are), or otlp (job is service.namespace/service.name, target_info has the rest). Default: otlp where all sources are.")
    private @Nullable Live live;

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
        Settings given = dryRun ? settings.load() : settings.loadWithBrokers();
        ModelTopic topic = new ModelTopic(given);
        if (!dryRun) {
            topic.require();
        }
        Training training = new Training(Profile.standard(given.window().size()));
        Asking asking = asking(given, new Prometheus(url, token(), Thread::sleep));
        teach(training, asking, given.window().size());
        Map<ServiceId, byte[]> mature = training.mature();
        if (!dryRun) {
            topic.publish(mature);
        }
        print(training, mature.size(), asking.counts());
        return ExitCode.OK;
    }

    private Asking asking(Settings given, Prometheus from) {
        if (queryFile != null) {
            return new Asking.ByFile(from, QueryFile.read(queryFile));
        }
        ClusterMaps own = ClusterMaps.read(given);
        progress("maps: " + own.told());
        List<MetricMap> maps = new ArrayList<>(own.maps());
        boolean otlp = isOtlp(given);
        maps.addAll(otlp ? ShippedMaps.particular() : ShippedMaps.all());
        Labelling labelling = otlp
                ? Labelling.OfOpenTelemetry.of(from, Instant.now())
                : new Labelling.AsWritten(from.externalLabels());
        progress("labels: " + labelling.told());
        return new Asking.ByMaps(from, new Survey(from, new Questions(maps, source(given)), labelling,
                given.limits().metrics(), given.window().size()));
    }

    /** Where the same series are live: what was said, or the first source. */
    private String source(Settings given) {
        return source != null ? source : given.sources().getFirst().topic();
    }

    private boolean isOtlp(Settings given) {
        return live != null
                ? live == Live.otlp
                : given.sources().stream()
                        .allMatch(one -> one.format() == Format.OTLP_PROTO || one.format() == Format.OTLP_JSON);
    }

    private void teach(Training training, Asking asking, Duration window) {
        Instant now = Instant.now();
        asking.prepare(now, this::progress);
        List<Stretch> stretches = new Stretches(window).before(now,
                Duration.ofSeconds(Math.round(days * Duration.ofDays(1).toSeconds())));
        for (int i = 0; i < stretches.size(); i++) {
            Values values = new Values(stretches.get(i), window);
            asking.ask(stretches.get(i), window, values);
            training.learn(values);
            progress("%d of %d stretches, up to %s: %d services, %d windows".formatted(i + 1, stretches.size(),
                    stretches.get(i).last(), training.services(), training.windows()));
        }
    }

    private void progress(String what) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(what);
        err.flush();
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

    private void print(Training training, int mature, Map<String, Integer> counts) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("services", training.services());
            answer.put("windows", training.windows());
            answer.put("models", mature);
            answer.put("handed_over", !dryRun);
            answer.putAll(new TreeMap<>(counts));
            Json.print(out, answer);
            return;
        }
        out.printf("%d windows of %d services; %d models can judge%s%n", training.windows(), training.services(),
                mature,
                dryRun ? ", none was handed over (--dry-run)" : " and were handed over");
        new TreeMap<>(counts).forEach((what, count) -> out.printf("%d %s%n", count, what.replace('_', ' ')));
        out.flush();
    }
}
