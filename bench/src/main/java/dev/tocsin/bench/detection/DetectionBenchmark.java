package dev.tocsin.bench.detection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import dev.tocsin.bench.detector.DetectorCost;
import dev.tocsin.bench.figures.Figures;
import dev.tocsin.bench.figures.Say;
import dev.tocsin.detectors.Profile;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run detection}: what the detector finds on labelled servers, and what it costs. */
@Command(name = "bench/run detection", sortOptions = false, description = "What the detector finds on labelled servers, beside what could be used instead, and what it costs.")
public final class DetectionBenchmark implements Callable<Integer> {

    private static final String HERE = "../shared/data";

    @Option(names = "--data", paramLabel = "FOLDER", description = "with smd, asd and jumpstarter (default: "
            + HERE + " beside the repository)")
    private @Nullable Path data;

    @Option(names = "--alone", description = "the detector alone: no peers, no cost")
    private boolean alone;

    @Option(names = "--servers", description = "the figures of each server too")
    private boolean servers;

    @Option(names = "--picture", paramLabel = "FILE", description = "draws one incident of smd as SVG")
    private @Nullable Path picture;

    @Option(names = "--threads", paramLabel = "N", description = "servers rated at a time (default ${DEFAULT-VALUE})")
    private int threads = 2;

    @Option(names = "--seed", paramLabel = "N", description = "of what is random (default ${DEFAULT-VALUE})")
    private long seed = 7;

    @Option(names = "--help", usageHelp = true, description = "this text")
    private boolean help;

    private DetectionBenchmark() {}

    /** Exit code 0 with the figures as the last line, or skipped; 1 if something failed; 2 for wrong arguments. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new DetectionBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        DataFolder folder = new DataFolder(data == null ? beside() : data);
        if (!folder.complete()) {
            Say.line("skipped: %s hasn't the sets smd, asd and jumpstarter/dataset2", folder.folder().normalize());
            System.out.println(new Figures().toJson());
            return 0;
        }
        Map<DataFolder.Set, List<LabelledServer>> sets = new EnumMap<>(DataFolder.Set.class);
        for (DataFolder.Set set : DataFolder.Set.values()) {
            sets.put(set, folder.servers(set));
        }
        Figures figures = new Figures();
        DetectionTable table = new DetectionTable();
        for (Rater rater : raters()) {
            Report report = rate(rater, sets);
            table.add(rater.title(), report.sets, report.quietHoursPerDay);
            if (rater instanceof TocsinRater(Profile.Kind kind)) {
                String prefix = kind == Profile.Kind.STANDARD ? "" : "light.";
                report.sets.forEach((set, appraisal) -> figures.addAll(appraisal.figures(prefix + set.figure)));
                figures.measured(prefix + "quiet.fa_per_day", report.quietHoursPerDay, 3);
            }
        }
        System.out.print(table);
        if (picture != null) {
            PicturedIncident.of(folder.servers(DataFolder.Set.SMD).getFirst(),
                    new TocsinRater(Profile.Kind.STANDARD)).write(picture);
        }
        if (!alone) {
            figures.addAll(DetectorCost.usual(seed).besideForest());
        }
        System.out.println(figures.toJson());
        return 0;
    }

    private static Path beside() {
        return Path.of(System.getProperty("tocsin.bench.folder", "bench/target")).resolve("../..").resolve(HERE);
    }

    private List<Rater> raters() {
        Rater standard = new TocsinRater(Profile.Kind.STANDARD);
        Rater light = new TocsinRater(Profile.Kind.LIGHT);
        return alone
                ? List.of(standard, light)
                : List.of(standard, light, new RandomRater(seed), new MaxDeviationRater(), new FrozenRater(),
                        new ForestRater(seed));
    }

    private record Report(Map<DataFolder.Set, SetAppraisal> sets, double quietHoursPerDay) {}

    private record Result(LabelledServer server, Appraisal appraisal, int quietHours) {}

    private Report rate(Rater rater, Map<DataFolder.Set, List<LabelledServer>> sets)
            throws InterruptedException, ExecutionException {
        Map<DataFolder.Set, SetAppraisal> appraisals = new EnumMap<>(DataFolder.Set.class);
        double quietHours = 0;
        double quietDays = 0;
        for (var set : sets.entrySet()) {
            List<Result> results = rateAll(rater, set.getValue());
            appraisals.put(set.getKey(), SetAppraisal.of(results.stream().map(Result::appraisal).toList()));
            for (Result result : set.getKey() == DataFolder.Set.SMD ? List.<Result>of() : results) {
                quietHours += result.quietHours;
                quietDays += result.server.trainDays();
            }
        }
        return new Report(appraisals, quietHours / quietDays);
    }

    private List<Result> rateAll(Rater rater, List<LabelledServer> all)
            throws InterruptedException, ExecutionException {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<Result>> pending = new ArrayList<>();
            for (LabelledServer server : all) {
                pending.add(workers.submit(() -> rate(rater, server)));
            }
            List<Result> results = new ArrayList<>();
            for (Future<Result> one : pending) {
                Result result = one.get();
                results.add(result);
                if (servers) {
                    Say.line("%-34s %s", rater.title(), DetectionTable.line(result.server, result.appraisal,
                            result.quietHours));
                }
            }
            return results;
        }
    }

    private static Result rate(Rater rater, LabelledServer server) {
        Scores scores = rater.rate(server);
        int train = server.train().length;
        return new Result(server, Appraisal.of(server, scores.from(train)),
                Appraisal.quietHours(server, scores.until(train).anomalous()));
    }
}
