package dev.tocsin.app.incidents;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;

import org.apache.kafka.common.errors.SerializationException;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.cli.Table;
import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;
import dev.tocsin.schemas.registry.RegistryException;
import dev.tocsin.schemas.topic.Topic;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code incidents} command. */
@Command(name = "incidents", description = "List incidents, newest first: where each stands, how loud it became, since when.")
public final class IncidentsCommand implements Callable<Integer> {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
            .withZone(ZoneId.systemDefault());

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--open", description = "Only those that aren't resolved.")
    private boolean openOnly;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        Settings given = settings.loadWithBrokers();
        List<IncidentLine> lines = read(given).stream().filter(line -> line.open() || !openOnly).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            Json.print(out, lines);
        } else if (lines.isEmpty()) {
            out.println(openOnly ? "No open incidents." : "No incidents.");
        } else {
            print(lines, out);
        }
        return ExitCode.OK;
    }

    private static List<IncidentLine> read(Settings given) {
        Topic topic = given.topics().names().incidents();
        try (var cluster = Cluster.connect(given.kafka()); var registry = Registries.connect(given.registry())) {
            if (!cluster.answer("list topics", cluster.admin().listTopics().names()).contains(topic.name())) {
                throw new Failure("there is no topic " + topic.name() + " on these brokers.",
                        "Has Tocsin run here, with this topics.prefix? tocsin topics shows what is missing.");
            }
            return Incidents.read(given.kafka(), registry, topic).lines();
        } catch (SerializationException e) {
            String why = e.getCause() instanceof RegistryException cause ? cause.getMessage() : e.getMessage();
            throw new Failure("the incidents can't be read: " + why, "", e);
        }
    }

    private static void print(List<IncidentLine> lines, PrintWriter out) {
        var table = new Table("STATE", "TIER", "SERVICE", "RULE", "OPENED", "LAST CHANGE", "INCIDENT", "REASON");
        lines.forEach(line -> table.row(line.state(), line.tier(), line.namespace() + "/" + line.service(),
                line.rule(), LOCAL.format(line.openedAt()), LOCAL.format(line.changedAt()), line.incident(),
                line.reason()));
        table.print(out);
    }
}
