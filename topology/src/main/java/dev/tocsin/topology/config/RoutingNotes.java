package dev.tocsin.topology.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.pack.DefaultPack;
import dev.tocsin.escalation.route.Ownership;
import dev.tocsin.escalation.route.ReceiverType;
import dev.tocsin.escalation.route.Route;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.escalation.switchboard.OwnIncidents;
import dev.tocsin.topology.config.spec.Content;

/**
 * What the authors of routes and ownerships should know though nothing is wrong: receivers the settings don't have, what
 * is never reached, what matches nothing.
 *
 * @param receivers those of the settings by name, null where nobody knows them
 */
record RoutingNotes(List<Route> routes, List<Ownership> owners, List<String> rules,
        @Nullable Map<String, ReceiverType> receivers) {

    static RoutingNotes of(SortedMap<DocumentKey, Content> inForce, @Nullable Map<String, ReceiverType> receivers) {
        List<Route> routes = new ArrayList<>();
        List<Ownership> owners = new ArrayList<>();
        List<String> rules = new ArrayList<>(OwnIncidents.RULES);
        DefaultPack.RULES.stream().map(EscalationRule::name).forEach(rules::add);
        for (Content content : inForce.values()) {
            switch (content) {
                case Content.Routed(var route) -> routes.add(route);
                case Content.Owned(var ownership) -> owners.add(ownership);
                case Content.Rule(var rule) -> rules.add(rule.name());
                case Content.RuleOff _,Content.Quieting _,Content.Planned _,Content.Definitions _,Content.Mapping _,Content.Dependencies _,Content.Judging _ ->
                    {
                    }
            }
        }
        return new RoutingNotes(routes.stream().sorted().toList(), owners, rules, receivers);
    }

    /** In one line, null where there is nothing to know. */
    @Nullable
    String of(Content content) {
        List<String> notes = switch (content) {
            case Content.Routed(var route) -> of(route);
            case Content.Owned(var ownership) -> of(ownership);
            default -> List.of();
        };
        return notes.isEmpty() ? null : String.join("; ", notes);
    }

    private List<String> of(Route route) {
        List<String> notes = new ArrayList<>(unknown(route.receivers()));
        routes.stream().takeWhile(earlier -> !earlier.equals(route)).filter(earlier -> earlier.hides(route))
                .findFirst().ifPresent(earlier -> notes.add("never reached: Route '" + earlier.document().title()
                        + "' comes first and matches all that this one does"));
        var tiers = route.match().tiers();
        if (!tiers.isEmpty() && !tiers.contains(Tier.PAGE)) {
            of(route.receivers(), ReceiverType.PAGERDUTY)
                    .forEach(name -> notes.add("'" + name + "' is a pager: it is told of pages only"));
        }
        unmatched(route.match().teams(), glob -> owners.stream().anyMatch(one -> glob.matches(one.owner().team())))
                .forEach(glob -> notes.add("no Ownership has a team '" + glob + "'"));
        unmatched(route.match().rules(), glob -> rules.stream().anyMatch(glob::matches))
                .forEach(glob -> notes.add("no rule is named '" + glob + "'"));
        return notes;
    }

    private List<String> of(Ownership ownership) {
        List<String> notes = new ArrayList<>(unknown(ownership.destinations()));
        String namespace = ownership.document().namespace();
        owners.stream().filter(other -> !other.equals(ownership) && other.document().namespace().equals(namespace))
                .filter(other -> other.services().stream().anyMatch(ownership.services()::contains))
                .filter(other -> other.document().name().compareTo(ownership.document().name()) < 0)
                .findFirst().ifPresent(other -> notes.add("Ownership '" + other.document().title()
                        + "' names some of these services as exactly, and wins by its name"));
        return notes;
    }

    private List<String> unknown(List<String> names) {
        Map<String, ReceiverType> known = receivers;
        if (known == null) {
            return List.of();
        }
        return names.stream().filter(name -> !known.containsKey(name))
                .map(name -> "the settings have no receiver '" + name + "'; it is followed without it").toList();
    }

    private Stream<String> of(List<String> names, ReceiverType type) {
        Map<String, ReceiverType> known = receivers;
        return known == null ? Stream.of() : names.stream().filter(name -> known.get(name) == type);
    }

    private static Stream<Glob> unmatched(List<Glob> globs, Predicate<Glob> matched) {
        return globs.stream().filter(matched.negate());
    }
}
