package dev.tocsin.escalation.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Tier;

/**
 * Which of the configured receivers are told of what: those of the first route that matches, else the destinations of
 * the service's team, else the default ones. Each type is told from its tier on: page goes to PagerDuty, Slack and the
 * digest, notify to Slack and the digest, digest to the digest. The digest hears of everything. A name that no receiver
 * has is passed over, so that a wrong document never means that nobody is told.
 *
 * @param receivers by name, in the order of names
 * @param routes in the order in which they are asked
 */
public record Routing(SortedMap<String, Destination> receivers, List<Route> routes, Owners owners) {

    public Routing {
        if (receivers.keySet().stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a receiver's name is blank");
        }
        receivers = Collections.unmodifiableSortedMap(new TreeMap<>(receivers));
        routes = routes.stream().sorted().toList();
    }

    /** All of them told by default. */
    public static Routing of(Map<String, ReceiverType> receivers) {
        return among(receivers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Destination.of(entry.getValue()))));
    }

    /** Without routes and owners. */
    public static Routing among(Map<String, Destination> receivers) {
        return new Routing(new TreeMap<>(receivers), List.of(), Owners.NONE);
    }

    /** The same receivers under other documents. */
    public Routing with(Collection<Route> otherRoutes, Owners otherOwners) {
        return new Routing(receivers, List.copyOf(otherRoutes), otherOwners);
    }

    /** What each receiver is, by name. */
    public SortedMap<String, ReceiverType> types() {
        SortedMap<String, ReceiverType> types = new TreeMap<>();
        receivers.forEach((name, receiver) -> types.put(name, receiver.type()));
        return types;
    }

    /** Who answers for a service, null where nobody is known. */
    public @Nullable Owner owner(ServiceId service) {
        return owners.of(service).map(Ownership::owner).orElse(null);
    }

    /**
     * Names of the receivers an incident's event goes to when told at a tier, in order; none for {@code NONE}.
     *
     * @param at when it is told, for routes of certain hours
     */
    public List<String> receivers(IncidentEvent event, Tier tier, Instant at) {
        if (tier == Tier.NONE) {
            return List.of();
        }
        SortedSet<String> names = new TreeSet<>(digests());
        Ownership ownership = owners.of(event.service()).orElse(null);
        Owner owner = ownership == null ? null : ownership.owner();
        for (Route route : routes) {
            if (route.matches(event, owner, tier, at) && known(route.receivers()).findAny().isPresent()) {
                known(route.receivers()).filter(name -> route.tells(typeOf(name), tier)).forEach(names::add);
                if (!route.goesOn()) {
                    return List.copyOf(names);
                }
            }
        }
        unrouted(ownership).stream().filter(name -> tier.atLeast(typeOf(name).from())).forEach(names::add);
        return List.copyOf(names);
    }

    /**
     * Whom a page of an incident would wake: those it goes to whom a mere notify wouldn't reach; all of them but the digests
     * where that is nobody.
     */
    public List<String> paged(IncidentEvent event, Instant at) {
        List<String> told = new ArrayList<>(receivers(event, Tier.PAGE, at));
        told.removeAll(digests());
        List<String> only = new ArrayList<>(told);
        only.removeAll(receivers(event, Tier.NOTIFY, at));
        return only.isEmpty() ? List.copyOf(told) : List.copyOf(only);
    }

    /** Those of the named receivers for which a refresh is worth while. */
    public List<String> refreshed(List<String> names) {
        return known(names).filter(name -> typeOf(name).refreshed()).toList();
    }

    /** Names that routes and teams use and no receiver has, by the document that uses them. */
    public SortedMap<String, List<String>> unknown() {
        SortedMap<String, List<String>> unknown = new TreeMap<>();
        routes.forEach(route -> note(unknown, route.document().toString(), route.receivers()));
        owners.ownerships().forEach(
                ownership -> note(unknown, ownership.document().toString(), ownership.destinations()));
        return unknown;
    }

    private void note(Map<String, List<String>> unknown, String document, List<String> names) {
        List<String> missing = names.stream().filter(name -> !receivers.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            unknown.put(document, missing);
        }
    }

    private List<String> unrouted(@Nullable Ownership ownership) {
        List<String> theirs = ownership == null ? List.of() : known(ownership.destinations()).toList();
        return theirs.isEmpty()
                ? receivers.keySet().stream().filter(name -> receiver(name).byDefault()).toList()
                : theirs;
    }

    private List<String> digests() {
        return receivers.keySet().stream().filter(name -> typeOf(name) == ReceiverType.DIGEST).toList();
    }

    private Stream<String> known(List<String> names) {
        return names.stream().filter(receivers::containsKey);
    }

    private ReceiverType typeOf(String name) {
        return receiver(name).type();
    }

    private Destination receiver(String name) {
        Destination receiver = receivers.get(name);
        if (receiver == null) {
            throw new IllegalStateException("no receiver is named " + name);
        }
        return receiver;
    }
}
