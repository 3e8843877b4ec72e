package dev.tocsin.bench.hypotheses;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.tocsin.bench.figures.Figures;
import dev.tocsin.bench.figures.Median;
import dev.tocsin.bench.figures.Say;
import dev.tocsin.escalation.hypothesis.Limits;
import dev.tocsin.escalation.identity.ServiceId;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run hypotheses}: how often the right service is named, and what naming costs. */
@Command(name = "bench/run hypotheses", sortOptions = false, description = "How often the right service is named on incidents whose cause is known, how often nobody is when nothing is wrong, and what it costs.")
public final class HypothesesBenchmark implements Callable<Integer> {

    private static final String HERE = "../shared/data";
    private static final int TIMED = 20;

    @Option(names = "--data", paramLabel = "FOLDER", description = "with petshop and nezha (default: " + HERE
            + " beside the repository)")
    private @Nullable Path data;

    @Option(names = "--trials", description = "what is named for each incident too")
    private boolean trials;

    @Option(names = "--help", usageHelp = true, description = "this text")
    private boolean help;

    private HypothesesBenchmark() {}

    /** Exit code 0 with the figures as the last line, or skipped; 1 if something failed; 2 for wrong arguments. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new HypothesesBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Path folder = data == null
                ? Path.of(System.getProperty("tocsin.bench.folder", "bench/target")).resolve("../..").resolve(HERE)
                : data;
        Path petshop = folder.resolve("petshop/high_traffic");
        Path nezha = folder.resolve("nezha/2022-08-22");
        if (!Files.isDirectory(petshop) || !Files.isDirectory(nezha)) {
            Say.line("skipped: %s hasn't petshop/high_traffic and nezha/2022-08-22", folder.normalize());
            System.out.println(new Figures().toJson());
            return 0;
        }
        Figures figures = new Figures();
        PetShop shop = new PetShop(petshop);
        List<Trial> incidents = shop.incidents();
        petShop(incidents, shop.healthyStretches(), figures);
        List<Trial> faults = new Nezha(nezha).faults();
        nezha(faults, figures);
        figures.measured("ms_per_incident", milliseconds(incidents), 3);
        System.out.println(figures.toJson());
        return 0;
    }

    private void petShop(List<Trial> incidents, List<Trial> healthy, Figures figures) {
        List<Trial> even = every(incidents, 0);
        List<Trial> odd = every(incidents, 1);
        List<Integer> places = new ArrayList<>(places(odd, Fitting.to(even)));
        places.addAll(places(even, Fitting.to(odd)));
        figures.measured("petshop.at1", share(places, 1), 3).measured("petshop.at3", share(places, 3), 3);
        List<Integer> standard = places(incidents, Limits.STANDARD);
        figures.measured("petshop.standard_at1", share(standard, 1), 3)
                .measured("petshop.standard_at3", share(standard, 3), 3);
        long empty = healthy.stream().filter(trial -> named(trial, Limits.STANDARD).isEmpty()).count();
        figures.measured("petshop.specificity", (double) empty / healthy.size(), 3)
                .count("petshop.incidents", incidents.size()).count("petshop.healthy", healthy.size());
        Say.line("petshop    %d incidents: right first %.2f, in three %.2f (limits fitted on the other half)",
                incidents.size(), share(places, 1), share(places, 3));
        Say.line("           right first %.2f, in three %.2f with the limits Tocsin runs with", share(standard, 1),
                share(standard, 3));
        Say.line("           %d healthy stretches: nobody named in %d", healthy.size(), empty);
    }

    private void nezha(List<Trial> faults, Figures figures) {
        List<Trial> judged = faults.stream().filter(Nezha::couldBeJudged).toList();
        List<Integer> places = places(judged, Limits.STANDARD);
        figures.measured("nezha.at1", share(places, 1), 3).measured("nezha.at3", share(places, 3), 3)
                .count("nezha.faults", judged.size()).count("nezha.before_any_baseline", faults.size() - judged.size());
        Say.line("nezha      %d faults in resources: right first %.2f, in three %.2f; %d more came before anything was "
                + "known to be usual", judged.size(), share(places, 1), share(places, 3),
                faults.size() - judged.size());
    }

    private List<Integer> places(List<Trial> some, Limits limits) {
        some.forEach(trial -> named(trial, limits));
        return some.stream().map(trial -> trial.place(limits)).toList();
    }

    private List<ServiceId> named(Trial trial, Limits limits) {
        List<ServiceId> named = trial.named(limits);
        if (trials) {
            Say.line("           %-44s %s  named %s", trial.name(),
                    trial.cause() == null ? "" : trial.place(limits) + " " + trial.cause().service(),
                    named.stream().map(ServiceId::service).toList());
        }
        return named;
    }

    private static List<Trial> every(List<Trial> trials, int from) {
        return IntStream.range(0, trials.size()).filter(index -> index % 2 == from).mapToObj(trials::get).toList();
    }

    private static double share(List<Integer> places, int until) {
        return (double) places.stream().filter(place -> place > 0 && place <= until).count() / places.size();
    }

    /** The median over rounds of all incidents, each round after the first ones warmed the code. */
    private static double milliseconds(List<Trial> incidents) {
        double[] rounds = new double[TIMED];
        for (int round = 0; round < TIMED; round++) {
            long begin = System.nanoTime();
            int named = incidents.stream().mapToInt(trial -> trial.named(Limits.STANDARD).size()).sum();
            rounds[round] = (System.nanoTime() - begin) / 1e6 / incidents.size();
            if (named == 0) {
                throw new IllegalStateException("nobody was named: nothing was measured");
            }
        }
        return Median.of(rounds);
    }
}
