package dev.tocsin.escalation.route;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Tier;

/**
 * Which of the configured receivers are told of what. Without routes: page goes to PagerDuty, Slack and the digest,
 * notify to Slack and the digest, digest to the digest.
 *
 * @param receivers name to type, in the order of names
 */
public record Routing(SortedMap<String, ReceiverType> receivers) {

    public Routing {
        if (receivers.keySet().stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a receiver's name is blank");
        }
        receivers = Collections.unmodifiableSortedMap(new TreeMap<>(receivers));
    }

    public static Routing of(Map<String, ReceiverType> receivers) {
        return new Routing(new TreeMap<>(receivers));
    }

    /** Names of the receivers an incident's event goes to when told at a tier, in order; none for {@code NONE}. */
    public List<String> receivers(IncidentEvent event, Tier tier) {
        return receivers.entrySet()
                .stream()
                .filter(receiver -> tier.atLeast(receiver.getValue().from()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Those of the named receivers for which a refresh is worth while. */
    public List<String> refreshed(List<String> names) {
        return names.stream().filter(name -> {
            ReceiverType type = receivers.get(name);
            return type != null && type.refreshed();
        }).toList();
    }
}
