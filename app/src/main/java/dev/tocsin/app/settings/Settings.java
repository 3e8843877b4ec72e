package dev.tocsin.app.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.escalation.suppression.Observe;
import dev.tocsin.notifiers.digest.DigestPlan;
import dev.tocsin.notifiers.http.Outbound;
import dev.tocsin.topology.TopologySettings.Source;
import dev.tocsin.topology.limits.TelemetryLimits;

/**
 * All that is fixed while Tocsin runs.
 *
 * @param sources topics with telemetry; Tocsin's own where nothing says another
 * @param limits how much telemetry may ask for
 * @param observe where nothing is told louder than the digest
 * @param receivers by name; never without a digest
 * @param digests what is sent at set times
 * @param outbound how receivers are reached
 * @param watch who watches Tocsin itself
 * @param given what was said, as it may be shown
 */
public record Settings(ApplicationSettings application, KafkaSettings kafka, SchemaRegistrySettings registry,
        TopicSettings topics, List<Source> sources, WindowSettings window, TelemetryLimits limits, Observe observe,
        Map<String, ReceiverSettings> receivers, List<DigestPlan> digests, Outbound outbound, HttpSettings http,
        WatchSettings watch,
        Given given) {

    /** The file that is read where nothing says another. */
    public static final Path DEFAULT_FILE = Path.of("tocsin.yaml");

    /** The variable that names another file. */
    public static final String FILE_VARIABLE = "TOCSIN_CONFIG_FILE";

    /**
     * What was said, by full names.
     *
     * @param settings secrets masked, references as they were written
     * @param warnings variables that look like settings and had no effect
     */
    public record Given(Map<String, String> settings, List<String> warnings) {

        public Given {
            settings = Collections.unmodifiableMap(new TreeMap<>(settings));
            warnings = List.copyOf(warnings);
        }
    }

    public Settings {
        sources = List.copyOf(sources);
        receivers = Map.copyOf(receivers);
        digests = List.copyOf(digests);
    }

    /**
     * Reads the file, then the environment over it.
     *
     * @param file null where none was named: then {@code TOCSIN_CONFIG_FILE}, then {@code ./tocsin.yaml} if it is there
     * @throws SettingsException with every problem found
     */
    public static Settings load(@Nullable Path file, Map<String, String> environment) {
        Optional<Path> found = Optional.ofNullable(file).or(() -> fromEnvironment(environment))
                .or(() -> Optional.of(DEFAULT_FILE).filter(Files::exists));
        found.filter(Files::notExists).ifPresent(missing -> {
            throw new SettingsException(List.of(missing + ": no such file"));
        });
        return read(found.map(Path::toString).orElse("environment"), found.map(FlatYaml::read).orElse(Map.of()),
                environment);
    }

    /**
     * What each receiver of a file and the environment is, by name; nothing else is read, so that no secret need be there.
     *
     * @throws SettingsException if there is no such file, or a receiver has no type
     */
    public static Map<String, ReceiverType> receiverTypes(Path file, Map<String, String> environment) {
        if (Files.notExists(file)) {
            throw new SettingsException(List.of(file + ": no such file"));
        }
        Node root = new Reading(file.toString(), FlatYaml.read(file), environment).root();
        try {
            return ReceiverReading.types(root.child("receivers"));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(file + ": a receiver " + e.getMessage()));
        }
    }

    /**
     * The settings that a map says, by full names, and nothing else.
     *
     * @param origin what problems are said to come from
     * @throws SettingsException with every problem found
     */
    public static Settings of(String origin, Map<String, String> flat) {
        return read(origin, flat, Map.of());
    }

    /** The environment variable of a setting. */
    public static String variable(String setting) {
        return Reading.variable(setting);
    }

    /** The same on other brokers and registry, with stores elsewhere: for those in this process. */
    public Settings on(String brokers, String registryUrl, Path stateDir) {
        return new Settings(application.storedIn(stateDir), kafka.at(brokers), SchemaRegistrySettings.at(registryUrl),
                topics, sources, window, limits, observe, receivers, digests, outbound, http, watch, given);
    }

    /** The same, observing everywhere: nothing is told louder than the digest. */
    public Settings observing() {
        return new Settings(application, kafka, registry, topics, sources, window, limits, Observe.EVERYWHERE,
                receivers,
                digests,
                outbound,
                http, watch, given);
    }

    /** The same, telling others. */
    public Settings telling(Map<String, ReceiverSettings> others) {
        return new Settings(application, kafka, registry, topics, sources, window, limits, observe, others, List.of(),
                outbound,
                http,
                watch, given);
    }

    private static Settings read(String file, Map<String, String> fromFile, Map<String, String> environment) {
        var reading = new Reading(file, fromFile, environment);
        Node root = reading.root();
        TopicSettings topics = root.build(TopicSettings::read, TopicSettings.STANDARD);
        List<Source> sources = root.build(Sources::read, List.of());
        var application = root.build(ApplicationSettings::read, ApplicationSettings.STANDARD);
        var kafka = root.build(KafkaSettings::read, KafkaSettings.NONE);
        var registry = root.build(SchemaRegistrySettings::read, SchemaRegistrySettings.NONE);
        var window = root.build(WindowSettings::read, WindowSettings.STANDARD);
        var limits = root.build(LimitSettings::read, TelemetryLimits.STANDARD);
        var observe = root.build(Settings::observe, Observe.NOWHERE);
        Map<String, ReceiverSettings> receivers = root.build(ReceiverSettings::read, Map.of());
        List<DigestPlan> digests = root.build(node -> DigestSettings.read(node, receivers), List.of());
        var outbound = root.build(OutboundSettings::read, Outbound.STRAIGHT);
        var http = root.build(HttpSettings::read, HttpSettings.STANDARD);
        var watch = root.build(node -> WatchSettings.read(node, receivers), WatchSettings.NOBODY);
        reading.finish();
        return new Settings(application, kafka, registry, topics,
                sources.isEmpty() ? List.of(Sources.standard(topics.names())) : sources, window, limits, observe,
                receivers, digests, outbound, http, watch, new Given(reading.shown(), reading.unknownVariables()));
    }

    private static Observe observe(Node root) {
        Node node = root.child("observe");
        return new Observe(node.flag("all", false), Set.copyOf(node.list("namespaces")));
    }

    private static Optional<Path> fromEnvironment(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(FILE_VARIABLE)).filter(name -> !name.isBlank()).map(Path::of);
    }

    @Override
    public String toString() {
        return "Settings" + given.settings();
    }
}
