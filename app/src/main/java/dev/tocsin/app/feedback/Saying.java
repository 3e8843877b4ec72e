package dev.tocsin.app.feedback;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.apache.kafka.common.errors.SerializationException;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.cli.TimeoutOption;
import dev.tocsin.app.incidents.IncidentLine;
import dev.tocsin.app.incidents.Incidents;
import dev.tocsin.app.intake.RecordTopic;
import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.kafka.TopicTail;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;
import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroDeserializer;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.topology.wire.Feedbacks;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What everything that a person says has in common: who says it and why, and the way from here to the answer. */
final class Saying {

    @Option(names = "--by", paramLabel = "NAME", defaultValue = "${sys:user.name}", description = "Who says so (default: ${DEFAULT-VALUE}).")
    private String by = "";

    @Option(names = "--comment", paramLabel = "TEXT", defaultValue = "", description = "A word to those who read of it.")
    private String comment = "";

    @Mixin
    private TimeoutOption timeout = new TimeoutOption();

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    /** What became of it, where it is told; the transition of the incident. */
    record Answer(Feedback said, Optional<IncidentEvent> event) {}

    /** What was said, chosen among all incidents there are, and the transition that answers it. */
    Answer say(Feedback.Kind kind, Function<List<IncidentLine>, Choice> choosing) {
        Settings given = settings.loadWithBrokers();
        Topics topics = given.topics().names();
        try (var cluster = Cluster.connect(given.kafka()); var registry = Registries.connect(given.registry())) {
            require(cluster.answer("list topics", cluster.admin().listTopics().names()), topics.incidents(),
                    topics.feedback());
            Choice choice = choosing.apply(Incidents.read(given.kafka(), registry, topics.incidents()).lines());
            Feedback said = new Feedback(choice.service(), choice.id(), kind, at(choice), by, comment);
            try (var tail = TopicTail.open(given.kafka(), topics.incidents().name())) {
                write(given, registry, said);
                return new Answer(said,
                        kind.isMark() ? Optional.empty() : Optional.of(answer(tail, registry, topics, said)));
            }
        } catch (SerializationException e) {
            throw new Failure("the incidents can't be read: " + e.getMessage(), "", e);
        }
    }

    /** A line for a person, or the same as JSON. */
    void print(PrintWriter out, Answer answer, String text) {
        Feedback said = answer.said();
        if (!output.json()) {
            out.println(text);
            out.flush();
            return;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", said.kind().label());
        json.put("service", said.service().toString());
        json.put("incident", said.incident() == null ? null : said.incident().value());
        json.put("by", said.by());
        json.put("comment", said.comment());
        json.put("at", said.at());
        answer.event().ifPresent(event -> {
            json.put("transition", event.getTransition().name());
            json.put("tier", event.getTier().name());
            json.put("event_at", event.getAt());
        });
        Json.print(out, json);
    }

    /** This machine's time; no earlier than what is answered, whoever's clock that was. */
    private static Instant at(Choice choice) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        IncidentLine line = choice.incident();
        return line != null && line.changedAt().isAfter(now) ? line.changedAt() : now;
    }

    private static void write(Settings given, SchemaRegistry registry, Feedback said) {
        Topic topic = given.topics().names().feedback();
        try (var feedback = RecordTopic.open(given.kafka(), registry, Registries.serdes(given.registry()), topic,
                dev.tocsin.schemas.v1.Feedback.class, "tocsin-feedback")) {
            feedback.write(said.service().toString(), Feedbacks.toRecord(said)).ifPresent(failure -> {
                throw new Failure("it can't be written to " + topic.name() + ": " + failure,
                        "Nothing was said; say it again.");
            });
        }
    }

    private IncidentEvent answer(TopicTail tail, SchemaRegistry registry, Topics topics, Feedback said) {
        String topic = topics.incidents().name();
        try (var events = new AvroDeserializer<>(FramedAvro.of(registry, IncidentEvent.class))) {
            return tail.await(timeout.patience(),
                    record -> Optional.ofNullable(events.deserialize(topic, record.value()))
                            .filter(event -> answers(event, said)))
                    .orElseThrow(
                            () -> new Failure("no answer about " + said.incident() + " within "
                                    + timeout.patience().toSeconds() + " s.",
                                    "It is on " + topics.feedback().name() + " and will be heard when Tocsin runs; "
                                            + "tocsin incidents shows where the incident stands."));
        }
    }

    private static boolean answers(IncidentEvent event, Feedback said) {
        boolean fits = switch (event.getTransition()) {
            case acknowledged -> said.kind() == Feedback.Kind.ACK;
            case resolved -> true;
            default -> false;
        };
        return fits && said.incident() != null && event.getIncident().equals(said.incident().value());
    }

    private static void require(Set<String> there, Topic... topics) {
        for (Topic topic : topics) {
            if (!there.contains(topic.name())) {
                throw new Failure("there is no topic " + topic.name() + " on these brokers.",
                        "Has Tocsin run here, with this topics.prefix? tocsin topics shows what is missing.");
            }
        }
    }
}
