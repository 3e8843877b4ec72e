package dev.tocsin.app.config;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.TimeoutOption;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The {@code config delete} command. */
@Command(name = "delete", description = "Delete a document and wait until it is out of force.")
public final class DeleteCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "KIND/NAME", description = "Which; KIND/NAMESPACE/NAME for a document of one namespace.")
    private String document = "";

    @Mixin
    private TimeoutOption timeout = new TimeoutOption();

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Override
    public Integer call() {
        String wanted = key();
        Settings given = settings.loadWithBrokers();
        try (ConfigTopics topics = ConfigTopics.connect(given)) {
            StatusTopic status = topics.status();
            String key = status.find(document).isEmpty() ? wanted : document;
            if (status.find(key).isEmpty()) {
                throw new Failure("there is no document " + key + ".", "tocsin config get shows those there are.");
            }
            long before = status.offset(key);
            topics.say(key, null);
            if (!status.await(() -> status.find(key).isEmpty() && status.offset(key) > before, timeout.patience())) {
                throw timeout.unanswered(key);
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println(key + " deleted.");
            out.flush();
        }
        return ExitCode.OK;
    }

    /** The key that is meant; a record whose key is none is deleted by that key as it is. */
    private String key() {
        try {
            DocumentChoice choice = new DocumentChoice.Converter().convert(document);
            if (choice.name() == null) {
                throw new ParameterException(spec.commandLine(), "'" + document + "' isn't KIND/NAME");
            }
            return choice.toString();
        } catch (TypeConversionException _) {
            return document;
        }
    }
}
