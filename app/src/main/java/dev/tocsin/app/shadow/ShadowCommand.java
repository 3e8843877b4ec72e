package dev.tocsin.app.shadow;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

import org.apache.kafka.common.errors.SerializationException;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.cli.TimeoutOption;
import dev.tocsin.app.incidents.IncidentLine;
import dev.tocsin.app.incidents.Incidents;
import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.kafka.WholeTopic;
import dev.tocsin.app.settings.KafkaSettings;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;
import dev.tocsin.schemas.frame.FramedAvro;
import dev.tocsin.schemas.registry.RegistryException;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroDeserializer;
import dev.tocsin.schemas.topic.Topic;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.schemas.v1.WindowVerdict;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code shadow} command. */
@Command(name = "shadow", sortOptions = false, description = "Compare a candidate DetectorProfile (shadow: true) with the one in force: alarms of both, where they differ, "
        + "and who saw incidents first.")
public final class ShadowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "The candidate's name; namespace/name where its document has a namespace.")
    private String name = "";

    @Option(names = "--since", paramLabel = "DURATION", defaultValue = "1d", converter = TimeoutOption.Converter.class, description = "How far back: 6h, 7d (default: ${DEFAULT-VALUE}).")
    private Duration since = Duration.ofDays(1);

    @Option(names = "--until", paramLabel = "DURATION", defaultValue = "0s", converter = TimeoutOption.Converter.class, description = "Up to so long ago (default: ${DEFAULT-VALUE}, until now).")
    private Duration until = Duration.ZERO;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        if (since.compareTo(until) <= 0) {
            throw new ParameterException(spec.commandLine(), "--since must be longer ago than --until");
        }
        Instant now = Instant.now();
        ShadowReport report = read(settings.loadWithBrokers(), now.minus(since), now.minus(until));
        if (report.versions().isEmpty()) {
            throw new Failure("no candidate '" + name + "' has looked at a window in that time.",
                    "tocsin config get DetectorProfile says which there are; --since looks further back.");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            Json.print(out, report);
        } else {
            new ReportText(report).print(out);
        }
        return ExitCode.OK;
    }

    private ShadowReport read(Settings given, Instant from, Instant to) {
        Topics topics = given.topics().names();
        try (var cluster = Cluster.connect(given.kafka()); var registry = Registries.connect(given.registry())) {
            var there = cluster.answer("list topics", cluster.admin().listTopics().names());
            if (!there.contains(topics.verdicts().name())) {
                throw new Failure("there is no topic " + topics.verdicts().name() + " on these brokers.",
                        "Has Tocsin run here, with this topics.prefix? tocsin topics shows what is missing.");
            }
            SideBySide sides = compared(given.kafka(), registry, topics.verdicts(), from, to);
            List<IncidentLine> incidents = there.contains(topics.incidents().name())
                    ? Incidents.read(given.kafka(), registry, topics.incidents()).lines()
                    : List.of();
            return sides.report(incidents);
        } catch (SerializationException e) {
            String why = e.getCause() instanceof RegistryException cause ? cause.getMessage() : e.getMessage();
            throw new Failure("the verdicts can't be read: " + why, "", e);
        }
    }

    private SideBySide compared(KafkaSettings kafka, SchemaRegistry registry, Topic verdicts, Instant from,
            Instant to) {
        var sides = new SideBySide(name, from, to);
        try (var deserializer = new AvroDeserializer<>(FramedAvro.of(registry, WindowVerdict.class))) {
            WholeTopic.readSince(kafka, verdicts.name(), from, record -> {
                WindowVerdict verdict = deserializer.deserialize(verdicts.name(), record.value());
                if (verdict != null) {
                    sides.add(verdict);
                }
            });
        }
        return sides;
    }
}
