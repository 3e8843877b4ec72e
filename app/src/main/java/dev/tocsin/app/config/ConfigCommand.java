package dev.tocsin.app.config;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code config} command. */
@Command(name = "config", synopsisSubcommandLabel = "COMMAND", description = {
        "Everything people tune while Tocsin runs: documents in YAML files and on the config topic.",
        "docs/configuration.md describes them."}, subcommands = {ValidateCommand.class, ApplyCommand.class,
                GetCommand.class, DiffCommand.class, DeleteCommand.class})
public final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of validate, apply, get, diff, delete?");
    }
}
