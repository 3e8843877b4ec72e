package dev.tocsin.app.inspect;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.cli.OutputOption;
import dev.tocsin.app.config.ClusterMaps;
import dev.tocsin.app.kafka.Registries;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.app.settings.SettingsOption;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.topology.config.ShippedMaps;
import dev.tocsin.topology.config.spec.Durations;
import dev.tocsin.topology.decode.AvroDecoder;
import dev.tocsin.topology.decode.Decoder;
import dev.tocsin.topology.decode.Decoding;
import dev.tocsin.topology.decode.Format;
import dev.tocsin.topology.map.MetricMap;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The {@code inspect} command. */
@Command(name = "inspect", description = "Read a telemetry topic, say what it has and what would be made of it, and propose a MetricMap and, where it tells who calls whom, a DependencyMap. Commits nothing.")
public final class InspectCommand implements Callable<Integer> {

    private static final long MOST_RECORDS = 500_000;
    private static final long PROGRESS = 20_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TOPIC", description = "The topic to read.")
    private String topic = "";

    @Option(names = "--for", paramLabel = "DURATION", defaultValue = "60s", converter = DurationConverter.class, description = "How much is read: what was written in this last while, or the last records if that is nothing; an empty topic is waited for as long (default: ${DEFAULT-VALUE}).")
    private Duration length = Duration.ofSeconds(60);

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "auto", converter = FormatConverter.class, description = "As in a source's settings: auto, avro, otlp_proto, otlp_json, telegraf_json, influx, … (default: ${DEFAULT-VALUE}).")
    private Format format = Format.AUTO;

    @Option(names = "--write", paramLabel = "FILE", description = "Write the proposed MetricMap here, as config validate and config apply take it.")
    private @Nullable Path file;

    @Option(names = "--write-calls", paramLabel = "FILE", description = "Write the proposed DependencyMap here, where telemetry tells who calls whom.")
    private @Nullable Path callFile;

    @Mixin
    private SettingsOption settings = new SettingsOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        Settings given = settings.loadWithBrokers();
        PrintWriter out = spec.commandLine().getOut();
        try (RecentRecords records = RecentRecords.open(given.kafka(), topic);
                Own own = Own.of(given)) {
            ClusterMaps people = ClusterMaps.read(given);
            List<MetricMap> maps = new ArrayList<>(people.maps());
            maps.addAll(ShippedMaps.all());
            Inspection seen = new Inspection(topic, format, maps, own.decoder());
            progress("reading " + topic + " …");
            records.read(length, Instant.now(), record -> seen.take(record.key(), record.value(), record.timestamp()),
                    read -> {
                        if (read % PROGRESS > PROGRESS - 500) {
                            progress(read + " records");
                        }
                        return read >= MOST_RECORDS;
                    });
            if (seen.records == 0) {
                throw new Failure("nothing was written to " + topic + " within " + length.toSeconds() + " s.",
                        "Is the producer running? --for 10m waits longer.");
            }
            Findings found = Findings.of(topic, records.partitions(), people.told(), seen, given.limits());
            if (output.json()) {
                Json.print(out, found);
            } else {
                FindingsText.print(found, out);
            }
            Proposal map = new Proposal(seen, topic);
            if (map.isEmpty()) {
                progress("the maps in force know every metric of " + topic + ": no MetricMap is needed"
                        + (file == null ? "" : ", " + file + " isn't written"));
            } else {
                propose(map.yaml(), file, out);
            }
            CallProposal calls = new CallProposal(topic, found.calls());
            if (!calls.isEmpty()) {
                propose("---\n" + calls.yaml(), callFile, out);
            } else if (callFile != null) {
                progress("nothing in " + topic + " tells who calls whom: " + callFile + " isn't written");
            }
        }
        return ExitCode.OK;
    }

    private void propose(String document, @Nullable Path target, PrintWriter out) throws IOException {
        if (target != null) {
            Files.writeString(target, document);
            progress("wrote " + target + "; check it with: tocsin config validate " + target);
        } else if (!output.json()) {
            out.println();
            out.print(document);
            out.flush();
        }
    }

    private void progress(String what) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(what);
        err.flush();
    }

    /** What reads our own samples; without a registry they are named as such. */
    private record Own(Decoder decoder, @Nullable SchemaRegistry registry) implements AutoCloseable {

        static Own of(Settings given) {
            if (given.registry().url().isEmpty()) {
                return new Own((value, millis) -> new Decoding.Unreadable("no_schema_registry_set",
                        "framed Avro needs schema.registry.url"), null);
            }
            SchemaRegistry registry = Registries.connect(given.registry());
            return new Own(new AvroDecoder(registry), registry);
        }

        @Override
        public void close() {
            if (registry != null) {
                registry.close();
            }
        }
    }

    /** Durations as everywhere. */
    static final class DurationConverter implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                Duration duration = Durations.parse(text);
                if (duration.isZero() || duration.isNegative()) {
                    throw new TypeConversionException("'" + text + "' is no time to read in");
                }
                return duration;
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Formats as settings spell them. */
    static final class FormatConverter implements ITypeConverter<Format> {

        @Override
        public Format convert(String text) {
            try {
                return Format.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
