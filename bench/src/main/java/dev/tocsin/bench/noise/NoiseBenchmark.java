package dev.tocsin.bench.noise;

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

/** {@code bench/run noise}: who is woken while nothing is known to be wrong. */
@Command(name = "bench/run noise", sortOptions = false, description = "The whole pipeline with the rules that ship, over weeks of real servers on which nothing is known to be wrong: how often it pages, and how often it writes to the chat.")
public final class NoiseBenchmark implements Callable<Integer> {

    private static final String HERE = "../shared/data";

    @Option(names = "--data", paramLabel = "FOLDER", description = "with asd and jumpstarter (default: " + HERE
            + " beside the repository)")
    private @Nullable Path data;

    @Option(names = "--seed", paramLabel = "N", description = "of the names that columns get (default ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--incidents", description = "each incident that was told in the chat or paged, too")
    private boolean incidents;

    @Option(names = "--help", usageHelp = true, description = "this text")
    private boolean help;

    private NoiseBenchmark() {}

    /** Exit code 0 with the figures as the last line, or skipped; 1 if something failed; 2 for wrong arguments. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new NoiseBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Path place = data == null
                ? Path.of(System.getProperty("tocsin.bench.folder", "bench/target")).resolve("../..").resolve(HERE)
                : data;
        DataFolder folder = new DataFolder(place);
        if (!folder.complete()) {
            Say.line("skipped: %s hasn't asd and jumpstarter/dataset2", place.normalize());
            System.out.println(new Figures().toJson());
            return 0;
        }
        Heard all = new Heard();
        double days = 0;
        for (Set set : List.of(Set.ASD, Set.JUMPSTARTER2)) {
            List<NamedServer> services = services(folder, set);
            double here = services.stream().mapToDouble(NamedServer::days).sum();
            Heard heard = Listening.to(services, incidents);
            Say.line("%-12s %6.1f service-days: %d pages, %d notifies, %d digest incidents %s", set.name(), here,
                    heard.pages(), heard.notifies(), heard.digests(), heard.byRule());
            all.add(heard);
            days += here;
        }
        System.out.println(new Figures().count("pages", all.pages()).count("notifies", all.notifies())
                .measured("service_days", days, 1).count("digest_incidents", all.digests()).toJson());
        return 0;
    }

    private List<NamedServer> services(DataFolder folder, Set set) throws IOException {
        List<NamedServer> services = new ArrayList<>();
        for (LabelledServer server : folder.servers(set)) {
            services.add(NamedServer.of(server, seed));
        }
        return services;
    }
}
