package dev.tocsin.bench.detector;

import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run detector}: what one window costs the detector. */
@Command(name = "bench/run detector", description = "What one window costs the detector, in time and in memory.")
public final class DetectorBenchmark implements Callable<Integer> {

    @Option(names = "--batches", paramLabel = "N", description = "timed batches (default ${DEFAULT-VALUE})")
    private int batches = 25;

    @Option(names = "--seed", paramLabel = "N", description = "of the telemetry (default ${DEFAULT-VALUE})")
    private long seed = 7;

    @Option(names = "--help", usageHelp = true, description = "this text")
    private boolean help;

    private DetectorBenchmark() {}

    /** Exit code 0 with the figures as the last line, 1 if something failed, 2 for wrong arguments. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new DetectorBenchmark()).execute(args));
    }

    @Override
    public Integer call() {
        System.out.println(new DetectorCost(seed, batches).all().toJson());
        return 0;
    }
}
