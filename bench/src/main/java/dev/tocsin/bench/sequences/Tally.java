package dev.tocsin.bench.sequences;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.tocsin.bench.sequences.Episode.Kind;

/**
 * Pages beside what was done.
 *
 * @param cascades how many there were
 * @param found how many of them were paged for
 * @param pages how many there were
 * @param right how many of them came during a cascade or within three rows after it
 * @param wrong what the others came during, {@code -} for nothing
 */
record Tally(long cascades, long found, long pages, long right, Map<String, Integer> wrong) {

    private static final int AFTERWARDS = 3;

    static final Tally NONE = new Tally(0, 0, 0, 0, Map.of());

    /** @param names of the services, by index */
    static Tally of(Script script, List<String> names, Instant start, Duration step, List<Paged> pages) {
        Set<Episode> found = new HashSet<>();
        long right = 0;
        Map<String, Integer> wrong = new TreeMap<>();
        for (Paged page : pages) {
            int service = names.indexOf(page.service());
            long row = Duration.between(start, page.at()).dividedBy(step) - 1;
            Kind during = null;
            for (Episode episode : script.episodes()) {
                if (concerns(episode, service, row)) {
                    during = episode.kind();
                    found.add(episode);
                }
            }
            if (during == Kind.CASCADE) {
                right++;
            } else {
                wrong.merge(during == null ? "-" : during.name(), 1, Integer::sum);
            }
        }
        return new Tally(script.count(Kind.CASCADE),
                found.stream().filter(episode -> episode.kind() == Kind.CASCADE).count(), pages.size(), right, wrong);
    }

    private static boolean concerns(Episode episode, int service, long row) {
        return row >= episode.first() && row < episode.end() + AFTERWARDS
                && episode.bursts().stream().anyMatch(burst -> burst.service() == service);
    }

    Tally plus(Tally other) {
        Map<String, Integer> both = new TreeMap<>(wrong);
        other.wrong.forEach((during, count) -> both.merge(during, count, Integer::sum));
        return new Tally(cascades + other.cascades, found + other.found, pages + other.pages, right + other.right,
                both);
    }

    double recall() {
        return (double) found / cascades;
    }

    /** NaN without pages. */
    double precision() {
        return (double) right / pages;
    }
}
