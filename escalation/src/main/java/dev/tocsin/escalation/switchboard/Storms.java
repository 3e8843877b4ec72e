package dev.tocsin.escalation.switchboard;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;

/** The storms there are, and what may become one. Bounded by the rules there are. */
public record Storms(SortedMap<String, Storm> byKey) {

    public static final Storms NONE = new Storms(new TreeMap<>());

    public Storms {
        byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
    }

    public static Storms of(Collection<Storm> storms) {
        SortedMap<String, Storm> byKey = new TreeMap<>();
        storms.forEach(storm -> byKey.put(storm.key(), storm));
        return new Storms(byKey);
    }

    public List<Storm> all() {
        return List.copyOf(byKey.values());
    }

    Storm of(String rule, Tier tier) {
        return byKey.getOrDefault(Storm.key(rule, tier), Storm.none(rule, tier));
    }

    /** The storm that is told instead of a service of that rule and tier, null where none is. */
    @Nullable
    Storm over(String rule, Tier tier) {
        return byKey.values().stream().filter(storm -> storm.isOpen() && storm.rule().equals(rule))
                .filter(storm -> storm.tier().atLeast(tier)).findFirst().orElse(null);
    }

    Storms with(Storm storm) {
        SortedMap<String, Storm> later = new TreeMap<>(byKey);
        later.put(storm.key(), storm);
        return new Storms(later);
    }

    Storms without(Storm storm) {
        SortedMap<String, Storm> later = new TreeMap<>(byKey);
        later.remove(storm.key());
        return new Storms(later);
    }

    Storms fresh(Instant now) {
        return byKey.values().stream().noneMatch(storm -> storm.isOver(now))
                ? this
                : of(byKey.values().stream().filter(storm -> !storm.isOver(now)).toList());
    }
}
