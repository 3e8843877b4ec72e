package dev.tocsin.app.topics;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.cli.Table;
import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;
import dev.tocsin.app.topics.Step.Create;
import dev.tocsin.app.topics.Step.Difference;
import dev.tocsin.app.topics.Step.Differs;
import dev.tocsin.app.topics.Step.Keep;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code topics} command. */
@Command(name = "topics", description = "Show which of Tocsin's topics are missing or differ, and create them.")
public final class TopicsCommand implements Callable<Integer> {

    /** Look, or make. */
    enum Action {
        plan, apply
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", defaultValue = "plan", paramLabel = "ACTION", description = "plan: print what would be done (default). apply: create what is missing; what is there is never changed.")
    private Action action = Action.plan;

    @Option(names = "--dry-run", description = "With apply: only print what would be done.")
    private boolean dryRun;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        Settings given = settings.loadWithBrokers();
        PrintWriter out = spec.commandLine().getOut();
        try (var cluster = Cluster.connect(given.kafka())) {
            var admin = new TopicAdmin(cluster, given.topics());
            TopicPlan plan = admin.plan();
            if (applies()) {
                admin.create(plan);
            }
            if (output.json()) {
                Json.print(out, plan.steps().stream().map(this::json).toList());
            } else {
                print(plan, out);
            }
        }
        return ExitCode.OK;
    }

    private void print(TopicPlan plan, PrintWriter out) {
        var table = new Table("TOPIC", "ACTION", "DETAIL");
        plan.steps().forEach(step -> table.row(step.topic().name(), done(step), detail(step)));
        table.print(out);
        int missing = plan.missing().size();
        if (missing > 0 && !applies()) {
            out.printf("%n%d to create: tocsin topics apply%n", missing);
        }
        if (plan.differing().findAny().isPresent()) {
            out.printf(
                    "%nWhat differs is left as it is: changing partitions or cleanup moves keys or loses records.%n");
        }
        out.flush();
    }

    private boolean applies() {
        return action == Action.apply && !dryRun;
    }

    private String done(Step step) {
        return step instanceof Create && applies() ? "created" : step.action();
    }

    private static String detail(Step step) {
        return switch (step) {
            case Create(var topic, int partitions) -> partitions + (partitions == 1 ? " partition" : " partitions")
                    + topic.settings().entrySet().stream().sorted(Map.Entry.comparingByKey())
                            .map(setting -> ", " + setting.getKey() + "=" + setting.getValue())
                            .reduce("", String::concat);
            case Keep _ -> "";
            case Differs(_, List<Difference> differences) -> String.join("; ",
                    differences.stream().map(Difference::toString).toList());
        };
    }

    private Map<String, Object> json(Step step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("topic", step.topic().name());
        json.put("action", done(step));
        switch (step) {
            case Create(var topic, int partitions) -> {
                json.put("partitions", partitions);
                json.put("settings", topic.settings());
            }
            case Keep _ -> {
                // as it should be: nothing to add
            }
            case Differs(_, List<Difference> differences) -> json.put("differences", differences);
        }
        return json;
    }
}
