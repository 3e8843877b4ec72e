package dev.tocsin.bench.pipeline;

import java.time.Instant;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import dev.tocsin.bench.broker.BrokerProcess;
import dev.tocsin.bench.detector.DetectorCost;
import dev.tocsin.bench.figures.Figures;
import dev.tocsin.bench.figures.Say;
import dev.tocsin.bench.fleet.Fleet;
import dev.tocsin.schemas.registry.SchemaRegistry;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench/run pipeline}: the whole pipeline, and bare Kafka Streams over the same preloaded records in the same
 * process against the same broker, in turn; rates are medians over the rounds after a first one that warms up.
 */
@Command(name = "bench/run pipeline", description = "The whole pipeline against a bare Kafka Streams application.")
public final class PipelineBenchmark implements Callable<Integer> {

    private static final String TELEMETRY = "bench.telemetry";

    @Option(names = "--records", paramLabel = "N", description = "about how many (default ${DEFAULT-VALUE})")
    private int records = 1_200_000;

    @Option(names = "--services", paramLabel = "N", description = "default ${DEFAULT-VALUE}")
    private int services = 1_000;

    @Option(names = "--metrics", paramLabel = "N", description = "per service, 1 to 40 (default ${DEFAULT-VALUE})")
    private int metrics = 40;

    @Option(names = "--partitions", paramLabel = "N", description = "default ${DEFAULT-VALUE}")
    private int partitions = 12;

    @Option(names = "--threads", paramLabel = "N", description = "stream threads (default ${DEFAULT-VALUE})")
    private int threads = 2;

    @Option(names = "--rounds", paramLabel = "N", description = "measured, of each (default ${DEFAULT-VALUE})")
    private int rounds = 4;

    @Option(names = "--seed", paramLabel = "N", description = "of the telemetry (default ${DEFAULT-VALUE})")
    private long seed = 7;

    @Option(names = "--only", paramLabel = "WHICH", description = "one of ${COMPLETION-CANDIDATES}, for a profiler")
    private Contest.@Nullable Which only;

    @Option(names = "--help", usageHelp = true, description = "this text")
    private boolean help;

    private PipelineBenchmark() {}

    /** Exit code 0 with the figures as the last line, 1 if something failed, 2 for wrong arguments. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new PipelineBenchmark()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Figures figures = DetectorCost.usual(seed).essentials();
        try (Scratch scratch = Scratch.create();
                BrokerProcess broker = BrokerProcess.start(scratch.folder());
                SchemaRegistry registry = broker.registry()) {
            Fleet fleet = Fleet.until(Instant.now(), services, metrics, samplesEach(), seed);
            figures.measured("bytes_per_record", preload(broker, registry, fleet), 0);
            Course course = new Course(broker.bootstrapServers(), TELEMETRY, fleet.samples(), threads,
                    scratch.folder(), broker.cpu());
            Contest contest = new Contest(course, fleet, partitions, registry);
            figures.addAll(contest.hold(rounds, only));
        }
        System.out.println(figures.toJson());
        return 0;
    }

    /** So many that the last one closes a window: a window of six, and two more. */
    private int samplesEach() {
        return Math.max(1, records / services / 6) * 6 + 2;
    }

    private double preload(BrokerProcess broker, SchemaRegistry registry, Fleet fleet) throws Exception {
        Say.line("preload: %,d records of %d services with %d metrics into %d partitions", fleet.samples(), services,
                metrics, partitions);
        return new Preload(broker.bootstrapServers(), registry, TELEMETRY, partitions).write(fleet);
    }
}
