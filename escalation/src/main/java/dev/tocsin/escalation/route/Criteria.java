package dev.tocsin.escalation.route;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.escalation.suppression.ServiceGlob;

/**
 * What a route is for: every part that is given must match; an empty one matches all.
 *
 * @param services one of which must match
 * @param rules one of which must match the escalation rule's name
 * @param teams one of which must match the owner's team
 * @param labels each of which must match the owner's label of that name
 * @param tiers one of which it must be told at
 * @param hours in which it must be told, null for any
 */
public record Criteria(List<ServiceGlob> services, List<Glob> rules, List<Glob> teams, Map<String, Glob> labels,
        Set<Tier> tiers, @Nullable Hours hours) {

    /** Everything. */
    public static final Criteria ANY = new Criteria(List.of(), List.of(), List.of(), Map.of(), Set.of(), null);

    public Criteria {
        services = List.copyOf(services);
        rules = List.copyOf(rules);
        teams = List.copyOf(teams);
        labels = Map.copyOf(labels);
        tiers = Set.copyOf(tiers);
    }

    boolean match(IncidentEvent event, @Nullable Owner owner, Tier tier, Instant at) {
        return (services.isEmpty() || services.stream().anyMatch(glob -> glob.matches(event.service())))
                && (rules.isEmpty() || rules.stream().anyMatch(glob -> glob.matches(event.rule())))
                && (tiers.isEmpty() || tiers.contains(tier))
                && (hours == null || hours.cover(at))
                && (isOfAnybody() || owner != null && matches(owner));
    }

    private boolean isOfAnybody() {
        return teams.isEmpty() && labels.isEmpty();
    }

    private boolean matches(Owner owner) {
        return (teams.isEmpty() || teams.stream().anyMatch(glob -> glob.matches(owner.team())))
                && labels.entrySet().stream().allMatch(
                        label -> label.getValue().matches(owner.labels().getOrDefault(label.getKey(), "")));
    }

    /** Whether these match whatever the others match, as far as can be seen by their words. */
    public boolean cover(Criteria other) {
        return coverAll(services, other.services, ServiceGlob::covers)
                && coverAll(rules, other.rules, Glob::covers)
                && coverAll(teams, other.teams, Glob::covers)
                && coverAll(tiers, other.tiers, Tier::equals)
                && new TreeMap<>(labels).entrySet().stream().allMatch(label -> {
                    Glob theirs = other.labels.get(label.getKey());
                    return theirs != null && label.getValue().covers(theirs);
                })
                && (hours == null || other.hours != null && hours.cover(other.hours));
    }

    private static <T> boolean coverAll(Collection<T> mine, Collection<T> theirs, BiPredicate<T, T> covers) {
        return mine.isEmpty() || !theirs.isEmpty()
                && theirs.stream().allMatch(one -> mine.stream().anyMatch(all -> covers.test(all, one)));
    }
}
