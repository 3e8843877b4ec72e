package dev.tocsin.bench.noise;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.Tier;

/** Incidents by the loudest tier at which each was told. Not thread-safe. */
final class Heard {

    private final Map<String, Told> loudest = new HashMap<>();

    private record Told(Tier tier, String rule) {

        Told louder(Told other) {
            return other.tier.compareTo(tier) > 0 ? other : this;
        }
    }

    /** Whether that is louder than what was heard of the incident before. */
    boolean hear(Notification notification) {
        Told now = new Told(notification.getTier(), notification.getRule());
        Told before = loudest.get(notification.getIncident());
        loudest.merge(notification.getIncident(), now, Told::louder);
        return before == null || now.tier().compareTo(before.tier()) > 0;
    }

    void add(Heard other) {
        loudest.putAll(other.loudest);
    }

    long pages() {
        return count(Tier.page);
    }

    /** Those that were told in the chat and paged nobody. */
    long notifies() {
        return count(Tier.notify);
    }

    long digests() {
        return count(Tier.digest);
    }

    private long count(Tier tier) {
        return loudest.values().stream().filter(told -> told.tier() == tier).count();
    }

    Map<String, Long> byRule() {
        Map<String, Long> byRule = new TreeMap<>();
        loudest.values().forEach(told -> byRule.merge(told.tier() + " " + told.rule(), 1L, Long::sum));
        return byRule;
    }
}
