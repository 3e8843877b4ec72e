package dev.tocsin.app;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

import dev.tocsin.app.cli.Errors;
import dev.tocsin.app.config.ConfigCommand;
import dev.tocsin.app.config.SilenceCommand;
import dev.tocsin.app.demo.DemoCommand;
import dev.tocsin.app.doctor.DoctorCommand;
import dev.tocsin.app.evaluate.EvaluateCommand;
import dev.tocsin.app.feedback.AckCommand;
import dev.tocsin.app.feedback.MarkCommand;
import dev.tocsin.app.feedback.ResolveCommand;
import dev.tocsin.app.fire.FireCommand;
import dev.tocsin.app.incidents.ExplainCommand;
import dev.tocsin.app.incidents.IncidentsCommand;
import dev.tocsin.app.inspect.InspectCommand;
import dev.tocsin.app.run.RunCommand;
import dev.tocsin.app.score.ScoreCommand;
import dev.tocsin.app.shadow.ShadowCommand;
import dev.tocsin.app.simulate.SimulateCommand;
import dev.tocsin.app.topics.TopicsCommand;
import dev.tocsin.app.warm.WarmCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: one launcher, one command per thing one does with Tocsin. */
// @formatter:off
@Command(name = "tocsin", sortOptions = false,
        header = {
                "Tocsin: an alarm bell beside Kafka. Telemetry goes in; a page goes out only",
                "when several metrics of a service go wrong together, or one after another",
                "in an order that means trouble.",
                ""},
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
                "0:done",
                "1:failed; stderr says why and what to do next",
                "2:wrong usage"},
        footer = {
                "",
                "New here? ./tocsin demo shows the whole of it and needs nothing but a JDK.",
                "tocsin COMMAND --help says more about each."})
// @formatter:on
public final class Tocsin implements Runnable, Errors.Debuggable {

    private static final List<Class<?>> COMMANDS = List.of(DemoCommand.class, RunCommand.class, ConfigCommand.class,
            IncidentsCommand.class, ExplainCommand.class, AckCommand.class, ResolveCommand.class, MarkCommand.class,
            SilenceCommand.class, TopicsCommand.class, InspectCommand.class, DoctorCommand.class, FireCommand.class,
            WarmCommand.class, ShadowCommand.class, ScoreCommand.class, EvaluateCommand.class, SimulateCommand.class,
            VersionCommand.class);

    /** Of help, where the terminal's own isn't known. */
    private static final int WIDTH = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Print this help.")
    private boolean help;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure (also: TOCSIN_DEBUG=1).")
    private boolean debug;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    @Override
    public boolean debug() {
        return debug;
    }

    /** The command line with a way to write, an environment to read. */
    public static CommandLine commandLine(PrintWriter out, PrintWriter err, Map<String, String> environment) {
        return of(COMMANDS, out, err, environment);
    }

    /**
     * The command line for these arguments: the command they begin with alone, if there is one, because to describe all of
     * them takes longer than to run most.
     */
    static CommandLine asked(List<String> arguments, PrintWriter out, PrintWriter err,
            Map<String, String> environment) {
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> !arguments.isEmpty() && name(command).equals(arguments.getFirst())).toList();
        return of(named.isEmpty() ? COMMANDS : named, out, err, environment);
    }

    private static CommandLine of(List<Class<?>> commands, PrintWriter out, PrintWriter err,
            Map<String, String> environment) {
        var errors = new Errors(environment);
        var line = new CommandLine(new Tocsin());
        commands.forEach(line::addSubcommand);
        return line.setOut(out).setErr(err).setExecutionExceptionHandler(errors).setParameterExceptionHandler(errors)
                .setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpWidth(WIDTH).setUsageHelpAutoWidth(true);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    public static void main(String... arguments) {
        Charset terminal = System.out.charset();
        var out = new PrintWriter(System.out, true, terminal);
        var err = new PrintWriter(System.err, true, terminal);
        System.exit(asked(List.of(arguments), out, err, System.getenv()).execute(arguments));
    }
}
