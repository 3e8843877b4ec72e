package dev.tocsin.app.doctor;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.cli.Table;
import dev.tocsin.app.doctor.Diagnosis.Status;
import dev.tocsin.app.kafka.Cluster;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code doctor} command. */
@Command(name = "doctor", description = "Look at everything the service needs: settings, brokers, clocks, rights, topics, Schema Registry, "
        + "receivers, state folder. Changes and sends nothing. Exits 1 if something fails.")
public final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() {
        List<Diagnosis> found = examine();
        boolean failed = found.stream().anyMatch(one -> one.status() == Status.fail);
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("ok", !failed);
            answer.put("checks", found);
            Json.print(out, answer);
        } else {
            print(found, out);
        }
        return failed ? ExitCode.FAILED : ExitCode.OK;
    }

    private List<Diagnosis> examine() {
        List<Diagnosis> found = new ArrayList<>();
        Settings given;
        try {
            given = settings.load();
        } catch (Failure e) {
            return List.of(
                    Diagnosis.fail("settings", e.getMessage() + " " + e.remedy(), "Correct them; docs/settings.md."));
        }
        found.add(given(given));
        found.addAll(cluster(given));
        found.addAll(looked("schema registry", new RegistryExamination(given)));
        found.addAll(looked("receivers", new ReceiverExamination(given.receivers(), given.outbound().client())));
        found.addAll(looked("state.dir", new StateExamination(given.application().stateDir())));
        return found;
    }

    private static Diagnosis given(Settings given) {
        List<String> warnings = given.given().warnings();
        int said = given.given().settings().size();
        return warnings.isEmpty()
                ? Diagnosis.ok("settings", said + " said, all valid")
                : Diagnosis.warn("settings", "no settings: " + String.join(", ", warnings), "Correct or unset these.");
    }

    private static List<Diagnosis> cluster(Settings given) {
        if (given.kafka().brokers().isEmpty()) {
            Failure none = SettingsOption.noBrokers("");
            return List.of(failed("brokers", none));
        }
        try (Cluster cluster = Cluster.connect(given.kafka())) {
            List<Diagnosis> found = new ArrayList<>();
            found.addAll(looked("brokers", new BrokerExamination(cluster)));
            found.addAll(looked("clock", new ClockExamination(cluster, given)));
            found.addAll(looked("access", new AccessExamination(cluster, given)));
            found.addAll(looked("topics", new TopicExamination(cluster, given)));
            return found;
        } catch (Failure e) {
            return List.of(failed("brokers", e));
        }
    }

    /** What was seen; that it couldn't be looked at is a finding too. */
    private static List<Diagnosis> looked(String check, Examination examination) {
        try {
            return examination.look();
        } catch (Failure e) {
            return List.of(failed(check, e));
        }
    }

    private static Diagnosis failed(String check, Failure e) {
        return Diagnosis.fail(check, String.valueOf(e.getMessage()), e.remedy().strip());
    }

    private static void print(List<Diagnosis> found, PrintWriter out) {
        var table = new Table("", "CHECK", "SEEN");
        found.forEach(one -> table.row(one.status().name(), one.check(), one.seen()));
        table.print(out);
        List<Diagnosis> todo = found.stream().filter(one -> !one.next().isEmpty()).toList();
        if (!todo.isEmpty()) {
            out.println();
        }
        todo.forEach(one -> out.println(one.check() + ": " + one.next().lines().map(String::strip)
                .reduce((first, second) -> first + " " + second).orElse("")));
        out.flush();
    }
}
