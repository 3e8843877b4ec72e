package dev.tocsin.app.incidents;

import java.io.PrintWriter;
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

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.kafka.WholeTopic;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;
import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroDeserializer;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.v1.Delivery;
import dev.tocsin.schemas.v1.IncidentEvent;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code explain} command. */
@Command(name = "explain", description = "Tell an incident from its beginning: what happened and why, what was seen, what may be the cause, who was told.")
public final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "INCIDENT", description = "Its id (tocsin incidents -o json), or namespace/service: then its newest.")
    private String wanted = "";

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        Story story = read(settings.loadWithBrokers());
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("incident", story.events().getLast().getIncident());
            answer.put("lines", story.lines());
            Json.print(out, answer);
        } else {
            story.lines().forEach(out::println);
            out.flush();
        }
        return ExitCode.OK;
    }

    private Story read(Settings given) {
        Topic incidents = given.topics().names().incidents();
        Topic ledger = given.topics().names().deliveries();
        try (var cluster = Cluster.connect(given.kafka()); var registry = Registries.connect(given.registry())) {
            Set<String> there = cluster.answer("list topics", cluster.admin().listTopics().names());
            if (!there.contains(incidents.name())) {
                throw new Failure("there is no topic " + incidents.name() + " on these brokers.",
                        "Has Tocsin run here, with this topics.prefix? tocsin topics shows what is missing.");
            }
            List<IncidentEvent> all = new ArrayList<>();
            each(given, registry, incidents, IncidentEvent.class, all::add);
            List<IncidentEvent> events = of(all, wanted);
            if (events.isEmpty()) {
                throw new Failure("there is no incident " + wanted + ".", "tocsin incidents lists those there are.");
            }
            String id = events.getFirst().getIncident();
            List<Delivery> deliveries = new ArrayList<>();
            if (there.contains(ledger.name())) {
                each(given, registry, ledger, Delivery.class, line -> {
                    if (line.getIncident().equals(id)) {
                        deliveries.add(line);
                    }
                });
            }
            deliveries.sort(Comparator.comparing(Delivery::getAt));
            return new Story(events, deliveries);
        } catch (SerializationException e) {
            throw new Failure("the incident can't be read: " + e.getMessage(), "", e);
        }
    }

    /** The events of the incident of that id, or of the newest of the service of that name. */
    static List<IncidentEvent> of(List<IncidentEvent> all, String wanted) {
        String id = all.stream().map(IncidentEvent::getIncident).filter(wanted::equals).findFirst()
                .or(() -> all.stream().filter(event -> (event.getNamespace() + "/" + event.getService()).equals(wanted))
                        .max(Comparator.comparing(IncidentEvent::getOpenedAt)).map(IncidentEvent::getIncident))
                .orElse("");
        return all.stream().filter(event -> event.getIncident().equals(id)).toList();
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
