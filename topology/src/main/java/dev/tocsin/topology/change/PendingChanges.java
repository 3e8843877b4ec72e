package dev.tocsin.topology.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.tocsin.escalation.verdict.Change;

/**
 * The changes of one service whose time its windows haven't passed yet, oldest first; at most {@value #MOST}.
 *
 * @param changes by their time
 */
public record PendingChanges(List<Change> changes) {

    /** More than this at once is a machine gone wild. */
    static final int MOST = 64;

    public static final PendingChanges NONE = new PendingChanges(List.of());

    public PendingChanges {
        changes = List.copyOf(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    public boolean isFull() {
        return changes.size() >= MOST;
    }

    /** With one more; the same change told twice counts once. */
    public PendingChanges with(Change change) {
        if (changes.contains(change)) {
            return this;
        }
        List<Change> more = new ArrayList<>(changes);
        more.add(change);
        more.sort(Comparator.comparing(Change::at));
        return new PendingChanges(more);
    }

    /** Those that happened by a time. */
    public List<Change> until(Instant time) {
        return changes.stream().filter(change -> !change.at().isAfter(time)).toList();
    }

    /** Those that happened after it. */
    public PendingChanges after(Instant time) {
        return new PendingChanges(changes.stream().filter(change -> change.at().isAfter(time)).toList());
    }
}
