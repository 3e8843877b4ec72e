package dev.tocsin.notifiers.digest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.Tier;

/**
 * What happened over a time, for somebody to read at once: the newest line of each incident, grouped by team, the loudest
 * first.
 *
 * @param from excluded
 * @param to included
 * @param byTeam by the team's name, empty for services nobody answers for
 * @param more incidents besides, left out for their number
 */
public record TeamDigest(String name, Instant from, Instant to, SortedMap<String, List<DigestEntry>> byTeam,
        int more) {

    /** Most incidents that are remembered while it is put together. */
    static final int MOST = 2_000;

    private static final Comparator<DigestEntry> LOUDEST = Comparator.comparing(TeamDigest::loudness).reversed()
            .thenComparing(DigestEntry::getAt).thenComparing(DigestEntry::getIncident);

    static TeamDigest of(DigestPlan plan, Instant from, Instant to, Map<String, DigestEntry> newest, int more) {
        SortedMap<String, List<DigestEntry>> byTeam = new TreeMap<>();
        newest.values().stream().sorted(LOUDEST).forEach(
                entry -> byTeam.computeIfAbsent(team(entry.getTeam()), _ -> new ArrayList<>()).add(entry));
        return new TeamDigest(plan.name(), from, to, byTeam, more);
    }

    private static String team(@Nullable String team) {
        return team == null ? "" : team;
    }

    /** By what it would have been told at, so that what observe mode keeps quiet comes first too. */
    private static Tier loudness(DigestEntry entry) {
        return entry.getUncappedTier().compareTo(entry.getTier()) > 0 ? entry.getUncappedTier() : entry.getTier();
    }

    public boolean isEmpty() {
        return byTeam.isEmpty();
    }

    /** How many incidents it is about. */
    public int incidents() {
        return byTeam.values().stream().mapToInt(List::size).sum() + more;
    }

    /** {@code 12 incidents, 3 of them pages}. */
    public String headline() {
        long pages = byTeam.values().stream().flatMap(List::stream).filter(entry -> loudness(entry) == Tier.page)
                .count();
        return incidents() + (incidents() == 1 ? " incident" : " incidents")
                + (pages == 0 ? "" : ", " + pages + " of them " + (pages == 1 ? "a page" : "pages"));
    }
}
