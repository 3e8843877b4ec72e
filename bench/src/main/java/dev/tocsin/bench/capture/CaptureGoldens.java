package dev.tocsin.bench.capture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.tocsin.bench.figures.Figures;
import dev.tocsin.bench.figures.Say;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run capture}: lets real producers send to an endpoint of ours and keeps what they sent. */
@Command(name = "bench/run capture", description = "Writes down what real producers of telemetry send.")
public final class CaptureGoldens implements Callable<Integer> {

    /** Which producers. */
    enum Producer {
        OTLP, PROMETHEUS, ALL
    }

    @Option(names = "--into", paramLabel = "FOLDER", description = "default ${DEFAULT-VALUE}")
    private Path folder = Path.of("topology/src/test/resources/golden");

    @Option(names = "--of", paramLabel = "WHOM", description = "one of ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE})")
    private Producer of = Producer.ALL;

    @Option(names = "--help", usageHelp = true, description = "this text")
    private boolean help;

    private CaptureGoldens() {}

    /** Exit code 0 with the counts as the last line, 1 if something failed, 2 for wrong arguments. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new CaptureGoldens()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Figures figures = new Figures();
        if (of != Producer.PROMETHEUS) {
            Path into = Files.createDirectories(folder.resolve("otlp"));
            Say.line("OpenTelemetry's Java SDK into %s", into);
            figures.count("otlp.files", new OtlpCapture(into).run());
        }
        if (of != Producer.OTLP) {
            Path into = Files.createDirectories(folder.resolve("prometheus"));
            Say.line("Prometheus and its node exporter into %s", into);
            figures.count("prometheus.records", PrometheusCapture.run(into));
        }
        System.out.println(figures.toJson());
        return 0;
    }
}
