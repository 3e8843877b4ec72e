package dev.tocsin.app.cli;

import java.io.PrintWriter;
import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person sees when a command fails: one line and what to do next; the stack trace only for those who ask. */
public final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final Map<String, String> environment;

    public Errors(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println("tocsin: " + message(failure));
        if (failure instanceof Failure known) {
            known.remedy().lines().forEach(line -> err.println("  " + line));
        } else if (!debugging(command)) {
            err.println("  This is a bug, or something nobody thought of: --debug shows where it happened.");
        }
        if (debugging(command)) {
            failure.printStackTrace(err);
        }
        err.flush();
        return ExitCode.FAILED;
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("tocsin: " + mistake.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(mistake, err)) {
            err.println("  Usage: " + command.getHelp().synopsis(0).strip());
        }
        err.println("  See " + command.getCommandSpec().qualifiedName() + " --help.");
        err.flush();
        return ExitCode.USAGE;
    }

    private boolean debugging(CommandLine command) {
        CommandLine root = command;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        boolean asked = root.getCommandSpec().userObject() instanceof Debuggable debuggable && debuggable.debug();
        return asked || !environment.getOrDefault("TOCSIN_DEBUG", "").isEmpty();
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    /** A root command with a {@code --debug} flag. */
    public interface Debuggable {
        boolean debug();
    }
}
