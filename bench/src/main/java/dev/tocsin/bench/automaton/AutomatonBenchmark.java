package dev.tocsin.bench.automaton;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.tocsin.bench.figures.Figures;
import dev.tocsin.bench.figures.Median;
import dev.tocsin.bench.figures.Say;
import dev.tocsin.escalation.signal.Signals;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run automaton}: what one verdict costs twenty rules, and the flagship pattern beside Flink CEP. */
@Command(name = "bench/run automaton", description = "What one verdict costs twenty rules, in time and in memory; and the flagship pattern beside Flink CEP, which runs in a JVM of its own.")
public final class AutomatonBenchmark implements Callable<Integer> {

    private static final int CALM_METRICS = 7;

    @Option(names = "--services", paramLabel = "N", description = "services (default ${DEFAULT-VALUE})")
    private int services = 1_000;

    @Option(names = "--windows", paramLabel = "N", description = "windows of each (default ${DEFAULT-VALUE})")
    private int windows = 200;

    @Option(names = "--rounds", paramLabel = "N", description = "rounds, of which the first half warms up (default ${DEFAULT-VALUE})")
    private int rounds = 6;

    @Option(names = "--seed", paramLabel = "N", description = "of the verdicts (default ${DEFAULT-VALUE})")
    private long seed = 7;

    @Option(names = "--help", usageHelp = true, description = "this text")
    private boolean help;

    private AutomatonBenchmark() {}

    /** Exit code 0 with the figures as the last line, 1 if something failed, 2 for wrong arguments. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new AutomatonBenchmark()).execute(args));
    }

    @Override
    public Integer call() {
        int warm = rounds / 2;
        double[] micros = new double[rounds - warm];
        double[] rates = new double[rounds - warm];
        int largest = 0;
        long told = 0;
        Map<String, Long> pages = Map.of();
        for (int round = 0; round < rounds; round++) {
            Course twenty = new Course(Rules.twenty(), Signals.builtIn()).run(new Fleet(seed, services, CALM_METRICS),
                    windows);
            Course flagship = new Course(Rules.FLAGSHIP, Rules.THRESHOLDS).run(new Fleet(seed, services, 0), windows);
            Say.line("round %d: 20 rules %.2f us per verdict, %d events; flagship alone %.0f verdicts/s, %d events",
                    round, twenty.microsPerVerdict(), twenty.events(), flagship.verdictsPerSecond(),
                    flagship.events());
            if (round >= warm) {
                micros[round - warm] = twenty.microsPerVerdict();
                rates[round - warm] = flagship.verdictsPerSecond();
            }
            largest = Math.max(largest, Math.max(twenty.largestPartial(), flagship.largestPartial()));
            told = flagship.events();
            pages = flagship.firstPages();
        }
        Path lib = Path.of(System.getProperty("tocsin.bench.folder", "bench/target"))
                .resolveSibling("flink/target/lib");
        FlinkPeer flink = FlinkPeer.run(FlinkPeer.java(), lib, seed, services, windows, rounds);
        double rate = Median.of(rates);
        long same = pages.entrySet().stream().filter(flink.firstMatches().entrySet()::contains).count();
        long either = Stream.concat(pages.keySet().stream(), flink.firstMatches().keySet().stream()).distinct().count();
        System.out.println(new Figures().measured("us_per_verdict", Median.of(micros), 2)
                .measured("ratio_to_flink_cep", rate / flink.eventsPerSecond(), 1)
                .count("bytes_per_partial", largest)
                .measured("events_per_second_core", rate, 0)
                .measured("flink_events_per_second_core", flink.eventsPerSecond(), 0)
                .count("flink_matches", flink.matches()).count("incident_events", told)
                .measured("same_first_match", (double) same / either, 4).toJson());
        return 0;
    }
}
