package dev.tocsin.app.incidents;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.InstantConverter;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.kafka.WholeTopic;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroDeserializer;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.v1.Delivery;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.WindowVerdict;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code explain} command. */
@Command(name = "explain", description = "Tell an incident from its beginning: what happened and why, what was seen, what may be the cause, who was told. Or how a service is: its newest windows and what made them unusual, how far its open incidents have climbed, what keeps them quiet.")
public final class ExplainCommand implements Callable<Integer> {

    private static final int MOST_WINDOWS = 6;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "INCIDENT|SERVICE", description = "An incident's id (tocsin incidents), or namespace/service.")
    private String wanted = "";

    @Option(names = "--at", paramLabel = "INSTANT", converter = InstantConverter.class, description = "As it was then, such as 2026-01-01T03:12:00Z (default: now).")
    private @Nullable Instant at;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        Settings given = settings.loadWithBrokers();
        Map<String, Object> answer = new LinkedHashMap<>();
        List<String> lines = explain(given, answer);
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            answer.put("lines", lines);
            Json.print(out, answer);
        } else {
            lines.forEach(out::println);
            out.flush();
        }
        return ExitCode.OK;
    }

    /** @param answer gets what was explained */
    private List<String> explain(Settings given, Map<String, Object> answer) {
        Topic incidents = given.topics().names().incidents();
        Topic verdicts = given.topics().names().verdicts();
        try (var cluster = Cluster.connect(given.kafka()); var registry = Registries.connect(given.registry())) {
            Set<String> there = cluster.answer("list topics", cluster.admin().listTopics().names());
            for (Topic topic : List.of(incidents, verdicts)) {
                if (!there.contains(topic.name())) {
                    throw new Failure("there is no topic " + topic.name() + " on these brokers.",
                            "Has Tocsin run here, with this topics.prefix? tocsin topics shows what is missing.");
                }
            }
            List<IncidentEvent> all = new ArrayList<>();
            each(given, registry, incidents, IncidentEvent.class, event -> {
                if (at == null || !event.getAt().isAfter(at)) {
                    all.add(event);
                }
            });
            List<IncidentEvent> events = all.stream().filter(event -> event.getIncident().equals(wanted)).toList();
            if (!events.isEmpty()) {
                answer.put("incident", wanted);
                return new Story(events, deliveries(given, registry, there)).lines();
            }
            ServiceStory story = service(given, registry, verdicts, all);
            answer.put("service", story.service());
            answer.put("at", story.at());
            return story.lines();
        } catch (SerializationException e) {
            throw new Failure("the incident can't be read: " + e.getMessage(), "", e);
        }
    }

    private ServiceStory service(Settings given, SchemaRegistry registry, Topic verdicts, List<IncidentEvent> all) {
        String service = service();
        Instant now = at == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : at;
        List<WindowVerdict> judged = RecentVerdicts.read(given.kafka(), registry, verdicts.name(), service, now,
                MOST_WINDOWS);
        List<IncidentEvent> events = all.stream()
                .filter(event -> (event.getNamespace() + "/" + event.getService()).equals(service)).toList();
        if (judged.isEmpty() && events.isEmpty()) {
            throw new Failure("there is no incident " + wanted + ", and nothing is known of a service of that name.",
                    "tocsin incidents lists the incidents there are.");
        }
        return new ServiceStory(service, now, judged, events);
    }

    private String service() {
        try {
            return ServiceId.parse(wanted).toString();
        } catch (IllegalArgumentException e) {
            throw new Failure("'" + wanted + "' is neither an incident nor a service: " + e.getMessage(), "", e);
        }
    }

    private List<Delivery> deliveries(Settings given, SchemaRegistry registry, Set<String> there) {
        Topic ledger = given.topics().names().deliveries();
        List<Delivery> deliveries = new ArrayList<>();
        if (there.contains(ledger.name())) {
            each(given, registry, ledger, Delivery.class, line -> {
                if (line.getIncident().equals(wanted)) {
                    deliveries.add(line);
                }
            });
        }
        deliveries.sort(Comparator.comparing(Delivery::getAt));
        return deliveries;
    }

    private static <T extends SpecificRecord> void each(Settings given, SchemaRegistry registry, Topic topic,
            Class<T> type, Consumer<T> reader) {
        try (var deserializer = new AvroDeserializer<>(FramedAvro.of(registry, type))) {
            WholeTopic.read(given.kafka(), topic.name(), record -> {
                T value = deserializer.deserialize(topic.name(), record.value());
                if (value != null) {
                    reader.accept(value);
                }
            });
        }
    }
}
