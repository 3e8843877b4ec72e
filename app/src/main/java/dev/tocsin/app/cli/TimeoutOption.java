package dev.tocsin.app.cli;

import java.time.Duration;

import dev.tocsin.topology.config.spec.Durations;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --timeout}: how long Tocsin has to answer. */
public final class TimeoutOption {

    @Option(names = "--timeout", paramLabel = "DURATION", defaultValue = "30s", converter = Converter.class, description = "How long Tocsin has to answer (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ofSeconds(30);

    public Duration patience() {
        return patience;
    }

    /** That nobody answered for a document. */
    public Failure unanswered(String what) {
        return new Failure("no answer about " + what + " within " + patience.toSeconds() + " s.",
                "It is on the config topic and will be answered when Tocsin runs (tocsin config get shows it).");
    }

    /** Durations as everywhere. */
    public static final class Converter implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
