package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import org.apache.kafka.common.TopicPartition;

import dev.tocsin.schemas.v1.Notification;

/**
 * Letters for receivers that this instance's settings don't have. While instances are restarted with new settings one
 * after the other that is soon mended: for a while no offset behind such a letter is committed, so that whoever knows the
 * receiver then reads it. Nothing else waits for it.
 */
final class Strangers {

    /** Longer than a rolling restart. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    private record Held(long offset, Instant since) {}

    private final Set<String> known;
    private final Map<TopicPartition, Deque<Held>> held = new HashMap<>();

    /** @param known names of all receivers of the settings; empty where nobody knows them */
    Strangers(Set<String> known) {
        this.known = known;
    }

    /** To be called with every letter read, in order. */
    void note(TopicPartition partition, long offset, Notification notification, Instant now) {
        if (!known.isEmpty() && !known.containsAll(notification.getReceivers())) {
            held.computeIfAbsent(partition, _ -> new ArrayDeque<>()).add(new Held(offset, now));
        }
    }

    /** The oldest offset that somebody else may still want. */
    OptionalLong oldest(TopicPartition partition, Instant now) {
        Deque<Held> letters = held.getOrDefault(partition, new ArrayDeque<>());
        while (!letters.isEmpty() && !now.isBefore(letters.getFirst().since().plus(PATIENCE))) {
            letters.removeFirst();
        }
        return letters.isEmpty() ? OptionalLong.empty() : OptionalLong.of(letters.getFirst().offset());
    }

    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(held::remove);
    }
}
