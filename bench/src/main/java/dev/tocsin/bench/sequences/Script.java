package dev.tocsin.bench.sequences;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;

import dev.tocsin.bench.driven.NamedServer;
import dev.tocsin.bench.driven.NamedServer.Part;
import dev.tocsin.bench.sequences.Episode.Kind;

/** All that is done to the services of a set, by a seed. Half of it are cascades. */
final class Script {

    /** Rows from one episode of a service to its next, at the least half of it. */
    private static final int APART = 500;

    private static final List<Kind> DECOYS = List.of(Kind.WRONG_ORDER, Kind.TOO_SLOW, Kind.RECOVERED);

    private static final int SPREAD_EVERY = 6;

    private final SplittableRandom random;
    private final List<Episode> episodes = new ArrayList<>();
    private final List<TreeMap<Integer, Episode>> ofService = new ArrayList<>();

    private Script(long seed) {
        random = new SplittableRandom(seed);
    }

    /** @param calm rows at the start that are left alone */
    static Script of(List<NamedServer> services, int calm, long seed) {
        Script script = new Script(seed);
        services.forEach(unused -> script.ofService.add(new TreeMap<>()));
        int rows = services.stream().mapToInt(service -> service.rows().length).min().orElse(0);
        for (int slot = 0; calm + (slot + 1) * APART < rows; slot++) {
            script.fill(slot, calm + slot * APART, services.size());
        }
        return script;
    }

    private void fill(int slot, int row, int services) {
        if (slot % SPREAD_EVERY == SPREAD_EVERY - 1 && services > 1) {
            add(spread(row + random.nextInt(APART / 2), services));
            return;
        }
        for (int service = 0; service < services; service++) {
            Kind kind = random.nextBoolean() ? Kind.CASCADE : DECOYS.get(random.nextInt(DECOYS.size()));
            add(episode(kind, service, row + random.nextInt(APART / 2)));
        }
    }

    private void add(Episode episode) {
        episodes.add(episode);
        episode.bursts().forEach(burst -> ofService.get(burst.service()).put(episode.first(), episode));
    }

    private Episode episode(Kind kind, int service, int at) {
        return new Episode(kind, switch (kind) {
            case CASCADE -> cascade(service, at);
            case WRONG_ORDER -> wrongOrder(service, at);
            case TOO_SLOW -> List.of(new Burst(service, Part.LATENCY, at, 2),
                    new Burst(service, Part.ERRORS, at + 8 + random.nextInt(3), 3),
                    new Burst(service, Part.CPU, at + 18 + random.nextInt(3), 4));
            case RECOVERED -> List.of(new Burst(service, Part.LATENCY, at, 1),
                    new Burst(service, Part.ERRORS, at + 4, 6), new Burst(service, Part.CPU, at + 5, 5));
            case SPREAD -> throw new IllegalArgumentException("spread is over several services");
        });
    }

    /** The CPU counts as saturated in its third row: that is row 9 at the latest, five after the errors. */
    private List<Burst> cascade(int service, int at) {
        int errors = at + 2 + random.nextInt(3);
        int cpu = errors + 1 + random.nextInt(3);
        int end = cpu + 4 + random.nextInt(4);
        int latency = random.nextInt(4) == 0 ? 2 : end - at;
        return List.of(new Burst(service, Part.LATENCY, at, latency),
                new Burst(service, Part.ERRORS, errors, end - errors), new Burst(service, Part.CPU, cpu, end - cpu));
    }

    private List<Burst> wrongOrder(int service, int at) {
        List<Part> right = List.of(Part.LATENCY, Part.ERRORS, Part.CPU);
        List<Part> order = new ArrayList<>(right);
        while (order.equals(right)) {
            Collections.shuffle(order, new Random(random.nextLong()));
        }
        List<Burst> bursts = new ArrayList<>();
        int from = at;
        for (Part part : order) {
            bursts.add(new Burst(service, part, from, 3));
            from += 4 + random.nextInt(2);
        }
        return List.copyOf(bursts);
    }

    /** The steps of a cascade dealt out, so that no service has all. */
    private Episode spread(int at, int services) {
        List<Burst> bursts = new ArrayList<>();
        for (int service = 0; service < services; service++) {
            Burst step = cascade(service, at).get(service % Math.min(3, services));
            bursts.add(step);
        }
        return new Episode(Kind.SPREAD, List.copyOf(bursts));
    }

    List<Episode> episodes() {
        return List.copyOf(episodes);
    }

    long count(Kind kind) {
        return episodes.stream().filter(episode -> episode.kind() == kind).count();
    }

    double on(int service, Part part, double value, int row) {
        Map.Entry<Integer, Episode> last = ofService.get(service).floorEntry(row);
        return last == null ? value : last.getValue().on(service, part, value, row);
    }

    boolean shows(int service, Part part, int row) {
        Map.Entry<Integer, Episode> last = ofService.get(service).floorEntry(row);
        return last != null && last.getValue().shows(service, part, row);
    }
}
