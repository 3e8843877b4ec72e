package dev.tocsin.bench.sequences;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import dev.tocsin.bench.detection.DataFolder;
import dev.tocsin.bench.detection.DataFolder.Set;
import dev.tocsin.bench.detection.LabelledServer;
import dev.tocsin.bench.driven.NamedServer;
import dev.tocsin.bench.figures.Figures;
import dev.tocsin.bench.figures.Say;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run sequences}: cascades among what only looks like one. */
@Command(name = "bench/run sequences", sortOptions = false, description = "Cascades put into normal rows of real servers, and as many decoys: how many are paged for, and how many pages are for something else. Once with the verdicts of whoever knows, once with the detector's.")
public final class SequencesBenchmark implements Callable<Integer> {

    private static final String HERE = "../shared/data";

    @Option(names = "--data", paramLabel = "FOLDER", description = "with smd, asd and jumpstarter (default: " + HERE
            + " beside the repository)")
    private @Nullable Path data;

    @Option(names = "--seed", paramLabel = "N", description = "of names and of what is done (default ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--help", usageHelp = true, description = "this text")
    private boolean help;

    private SequencesBenchmark() {}

    /** Exit code 0 with the figures as the last line, or skipped; 1 if something failed; 2 for wrong arguments. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new SequencesBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Path place = data == null
                ? Path.of(System.getProperty("tocsin.bench.folder", "bench/target")).resolve("../..").resolve(HERE)
                : data;
        DataFolder folder = new DataFolder(place);
        if (!folder.complete()) {
            Say.line("skipped: %s hasn't smd, asd and jumpstarter/dataset2", place.normalize());
            System.out.println(new Figures().toJson());
            return 0;
        }
        Tally given = Tally.NONE;
        Tally endToEnd = Tally.NONE;
        for (Set set : Set.values()) {
            Stage stage = Stage.of(services(folder, set), seed);
            given = given.plus(say(set, "given", stage.tally(GivenVerdicts.pages(stage))));
            endToEnd = endToEnd.plus(say(set, "end to end", stage.tally(EndToEnd.pages(stage))));
        }
        System.out.println(new Figures().measured("given.recall", given.recall(), 3)
                .measured("given.precision", given.precision(), 3)
                .measured("end_to_end.recall", endToEnd.recall(), 3)
                .measured("end_to_end.precision", endToEnd.precision(), 3)
                .count("cascades", given.cascades()).toJson());
        return 0;
    }

    private static Tally say(Set set, String what, Tally tally) {
        Say.line("%-12s %-10s %3d of %3d cascades found, %3d of %3d pages right; the others during %s", set.name(),
                what, tally.found(), tally.cascades(), tally.right(), tally.pages(), tally.wrong());
        return tally;
    }

    private List<NamedServer> services(DataFolder folder, Set set) throws IOException {
        List<NamedServer> services = new ArrayList<>();
        for (LabelledServer server : folder.servers(set)) {
            services.add(NamedServer.of(server, seed));
        }
        return services;
    }
}
