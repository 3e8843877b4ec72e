package dev.tocsin.escalation.route;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Who answers for a service, as a message names it.
 *
 * @param runbook where a person reads what to do, null for none
 * @param labels in the order of their names
 */
public record Owner(String team, @Nullable String runbook, SortedMap<String, String> labels) {

    public Owner {
        if (team.isBlank()) {
            throw new IllegalArgumentException("an owner's team is blank");
        }
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    public static Owner of(String team, @Nullable String runbook, Map<String, String> labels) {
        return new Owner(team, runbook, new TreeMap<>(labels));
    }
}
