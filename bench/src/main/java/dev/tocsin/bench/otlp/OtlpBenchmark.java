package dev.tocsin.bench.otlp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

import dev.tocsin.bench.broker.BrokerProcess;
import dev.tocsin.bench.broker.Ledger;
import dev.tocsin.bench.figures.Figures;
import dev.tocsin.bench.figures.Say;
import dev.tocsin.bench.otlp.Live.Load;
import dev.tocsin.bench.pipeline.Scratch;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.topology.TopologySettings.Source;
import dev.tocsin.topology.decode.Format;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench/run otlp}: an estate's un-keyed OTLP arrives in real time; first a bare application of Kafka Streams parses
 * it, then the whole of Tocsin judges it. Before that, in a process that has done nothing else, 300 services in Tocsin's
 * own form: what they cost and how many bytes Tocsin writes for them.
 */
@Command(name = "bench/run otlp", description = "Un-keyed OTLP in real time through maps and re-key.")
public final class OtlpBenchmark implements Callable<Integer> {

    private static final String OTLP = "otlp_metrics";
    private static final String OWN = "own_telemetry";
    private static final long SECONDS_A_DAY = 86_400;

    @Option(names = "--services", paramLabel = "N", description = "default ${DEFAULT-VALUE}")
    private int services = 300;

    @Option(names = "--instances", paramLabel = "N", description = "of each service (default ${DEFAULT-VALUE})")
    private int instances = 20;

    @Option(names = "--metrics", paramLabel = "N", description = "of each service in Tocsin's own form (default ${DEFAULT-VALUE})")
    private int metrics = 40;

    @Option(names = "--seconds", paramLabel = "N", description = "measured, of each (default ${DEFAULT-VALUE})")
    private int seconds = 120;

    @Option(names = "--warm-up", paramLabel = "N", description = "seconds before (default ${DEFAULT-VALUE})")
    private int warmUp = 75;

    @Option(names = "--partitions", paramLabel = "N", description = "default ${DEFAULT-VALUE}")
    private int partitions = 12;

    @Option(names = "--threads", paramLabel = "N", description = "stream threads (default ${DEFAULT-VALUE})")
    private int threads = 1;

    @Option(names = "--skip-otlp", description = "only the services in Tocsin's own form")
    private boolean skipOtlp;

    @Option(names = "--skip-own", description = "without the services in Tocsin's own form")
    private boolean skipOwn;

    @Option(names = "--help", usageHelp = true, description = "this text")
    private boolean help;

    private OtlpBenchmark() {}

    /** Exit code 0 with the figures as the last line, 1 if something failed, 2 for wrong arguments. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new OtlpBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Figures figures = new Figures();
        try (Scratch scratch = Scratch.create();
                BrokerProcess broker = BrokerProcess.start(scratch.folder());
                SchemaRegistry registry = broker.registry();
                Ledger ledger = Ledger.at(broker.bootstrapServers())) {
            if (!skipOwn) {
                own(scratch.folder(), broker, registry, ledger, figures);
            }
            if (!skipOtlp) {
                otlp(scratch.folder(), broker, registry, ledger, figures);
            }
        }
        System.out.println(figures.toJson());
        return 0;
    }

    private void own(Path folder, BrokerProcess broker, SchemaRegistry registry, Ledger ledger, Figures figures)
            throws Exception {
        Say.line("%d services with %d metrics every 15 s, in Tocsin's own form", services, metrics);
        ledger.create(OWN, partitions);
        Bell bell = new Bell("bench-own", broker.bootstrapServers(), new Source(OWN, Format.AVRO, true), partitions,
                registry);
        try (OwnSamples _ = OwnSamples.start(broker.bootstrapServers(), registry, OWN, services, metrics);
                Live live = bell.start(folder, threads, Live.Reading.ALL)) {
            live.sleep(Duration.ofSeconds(warmUp));
            Map<String, Long> before = ledger.bytes(topic -> true);
            Load load = live.measure(Duration.ofSeconds(seconds),
                    () -> bell.counted("tocsin_records", "decoded") * metrics);
            double bytes = gigabytesADay(ledger.written(before, bell::owns));
            double changelogs = gigabytesADay(ledger.written(before, bell::isChangelog));
            double input = gigabytesADay(ledger.written(before, OWN::equals));
            expect(load.points(), services * metrics / 15.0);
            figures.measured("own.cores", load.cores(), 3).count("own.rss_mb", Live.residentMegabytes())
                    .measured("own.gb_a_day", bytes, 2).measured("own.input_gb_a_day", input, 2)
                    .measured("own.changelog_bytes_ratio", changelogs / input, 2);
            Say.line("  %.3f cores, %.2f GB a day beside an input of %.2f", load.cores(), bytes, input);
        }
    }

    private double gigabytesADay(Map<String, Long> written) {
        double factor = SECONDS_A_DAY / (double) seconds / 1e9;
        written.forEach((topic, bytes) -> {
            if (bytes > 0) {
                Say.line("  %-55s %6.3f GB a day", topic, bytes * factor);
            }
        });
        return written.values().stream().mapToLong(Long::longValue).sum() * factor;
    }

    private void otlp(Path folder, BrokerProcess broker, SchemaRegistry registry, Ledger ledger, Figures figures)
            throws Exception {
        Estate estate = new Estate(services, instances);
        double due = estate.all() * Estate.SERIES / (double) Feeder.INTERVAL.toSeconds();
        Say.line("%d services x %d instances x %d series every 15 s: %,.0f points/s", services, instances,
                Estate.SERIES, due);
        ledger.create(OTLP, partitions);
        try (Feeder _ = Feeder.start(folder, broker.bootstrapServers(), OTLP, estate)) {
            Load bare = bare(folder, broker.bootstrapServers());
            expect(bare.points(), due);
            Say.line("  bare:   %.3f cores, %,.0f points/s per core", bare.cores(), bare.perCore());
            Bell bell = new Bell("bench-otlp", broker.bootstrapServers(), new Source(OTLP, Format.AUTO, false),
                    partitions, registry);
            try (Live live = bell.start(folder, threads, Live.Reading.FROM_NOW_ON)) {
                live.sleep(Duration.ofSeconds(warmUp));
                Map<String, Long> before = ledger.bytes(topic -> true);
                Load load = live.measure(Duration.ofSeconds(seconds),
                        () -> ledger.committed("bench-otlp", OTLP) * Feeder.INSTANCES_PER_RECORD * Estate.SERIES);
                Say.line("  Tocsin: %.3f cores, %,.0f points/s per core", load.cores(), load.perCore());
                Say.line("  %s; %s", bell.outcomes("tocsin_records"), bell.outcomes("tocsin_points"));
                expect(load.points(), due);
                figures.measured("cores", load.cores(), 3).measured("points_per_s", load.points(), 0)
                        .measured("points_per_s_per_core", load.perCore(), 0)
                        .count("rss_mb", Live.residentMegabytes())
                        .measured("bare_cores", bare.cores(), 3)
                        .measured("bare_points_per_s_per_core", bare.perCore(), 0)
                        .measured("cores_to_bare", load.cores() / bare.cores(), 3)
                        .measured("input_mb_per_s", ledger.written(before, OTLP) / 1e6 / seconds, 2)
                        .measured("rekeyed_mb_per_s",
                                ledger.written(before, "bench-otlp-by-service-repartition") / 1e6 / seconds,
                                2)
                        .measured("written_mb_per_s", megabytes(ledger.written(before, bell::owns)) / seconds, 2)
                        .count("late", bell.counted("tocsin_points", "late"))
                        .count("threads", threads).count("services", services).count("instances", instances);
            }
        }
    }

    private static double megabytes(Map<String, Long> written) {
        return written.values().stream().mapToLong(Long::longValue).sum() / 1e6;
    }

    private Load bare(Path folder, String bootstrapServers) throws InterruptedException {
        Bare bare = new Bare();
        try (Live live = Live.start("bench-bare", bootstrapServers, folder, threads, bare.topology(OTLP),
                new DefaultKafkaClientSupplier(), Live.Reading.FROM_NOW_ON)) {
            live.sleep(Duration.ofSeconds(Math.min(warmUp, 30)));
            return live.measure(Duration.ofSeconds(Math.min(seconds, 60)), bare::points);
        }
    }

    /** Figures of an application that fell behind, or was fed less than it should, mean nothing. */
    private static void expect(double points, double due) {
        if (points < 0.9 * due) {
            throw new IllegalStateException(
                    "%,.0f points/s were taken in where %,.0f should have arrived".formatted(points, due));
        }
    }
}
