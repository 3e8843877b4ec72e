package dev.tocsin.app.settings;

import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.cli.Failure;

import picocli.CommandLine.Option;

/** {@code --settings FILE}, mixed into every command that needs brokers. */
public final class SettingsOption {

    @Option(names = "--settings", paramLabel = "FILE", description = "Settings as YAML (default: $TOCSIN_CONFIG_FILE, else ./tocsin.yaml if it is there). "
            + "TOCSIN_* variables win over it.")
    private @Nullable Path file;

    /** The settings; what is wrong with them ends the command. */
    public Settings load() {
        return load(System.getenv());
    }

    public Settings load(Map<String, String> environment) {
        try {
            return Settings.load(file, environment);
        } catch (SettingsException e) {
            throw new Failure("the settings can't be used:", String.join("\n", e.problems()), e);
        }
    }

    /** The settings of a command that speaks to brokers; without any it ends, saying what to set. */
    public Settings loadWithBrokers() {
        Settings settings = load();
        if (settings.kafka().brokers().isEmpty()) {
            throw noBrokers("");
        }
        return settings;
    }

    /** @param alternative a further way out, or empty */
    public static Failure noBrokers(String alternative) {
        return new Failure("no brokers are set.", """
                Set TOCSIN_BOOTSTRAP_SERVERS=host:9092 or brokers: in tocsin.yaml (--settings FILE names another file).
                """ + alternative);
    }
}
