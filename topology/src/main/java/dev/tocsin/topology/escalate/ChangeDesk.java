package dev.tocsin.topology.escalate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.change.PendingChanges;
import dev.tocsin.topology.store.LiveStore;
import dev.tocsin.topology.window.DueTimes;

/**
 * The changes of one task's services that wait for their turn: a change is told in the order of event time, so before
 * the first window that ends at or after it, or by time when no such window can come any more. Not thread-safe.
 */
final class ChangeDesk {

    private static final int MOST_PER_SWEEP = 1_000;

    private final LiveStore<PendingChanges> store;
    private final Duration settling;
    private final Counts counts;
    private final DueTimes due = new DueTimes();

    /**
     * @param store what it holds is taken over
     * @param settling how long after a window's end its verdict may still come
     */
    ChangeDesk(LiveStore<PendingChanges> store, Duration settling, Counts counts) {
        this.store = store;
        this.settling = settling;
        this.counts = counts;
        store.forEach(this::schedule);
    }

    void keep(Change change) {
        String key = change.service().toString();
        PendingChanges pending = pending(key);
        if (pending.isFull()) {
            counts.count("tocsin_changes", "too_many_at_once");
            return;
        }
        put(key, pending.with(change));
    }

    /** Takes out those of a service that happened by a time, oldest first. */
    List<Change> dueBy(String key, Instant time) {
        PendingChanges pending = pending(key);
        List<Change> happened = pending.until(time);
        if (!happened.isEmpty()) {
            put(key, pending.after(time));
        }
        return happened;
    }

    /** Takes out those for which no window is to be waited for any more. */
    List<Change> settledBy(Instant effectiveTime) {
        Instant time = effectiveTime.minus(settling);
        List<Change> settled = new ArrayList<>();
        for (int run = 0; run < MOST_PER_SWEEP; run++) {
            String key = due.poll(time.toEpochMilli());
            if (key == null) {
                break;
            }
            settled.addAll(dueBy(key, time));
            schedule(key, pending(key));
        }
        return settled;
    }

    void forget(String key) {
        if (!pending(key).isEmpty()) {
            put(key, PendingChanges.NONE);
        }
        due.remove(key);
    }

    private PendingChanges pending(String key) {
        PendingChanges known = store.get(key);
        return known == null ? PendingChanges.NONE : known;
    }

    private void put(String key, PendingChanges pending) {
        if (pending.isEmpty()) {
            store.delete(key);
        } else {
            store.put(key, pending);
            schedule(key, pending);
        }
    }

    private void schedule(String key, PendingChanges pending) {
        if (!pending.isEmpty()) {
            due.schedule(key, pending.changes().getFirst().at().toEpochMilli());
        }
    }
}
