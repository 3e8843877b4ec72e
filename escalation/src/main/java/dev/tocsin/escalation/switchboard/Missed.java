package dev.tocsin.escalation.switchboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Incidents that began and ended before anybody could be told, collected until Tocsin has caught up.
 *
 * @param lines the worst, worst first, at most {@value #MAX_LINES}
 * @param more how many there were besides
 * @param lastTold time in the id of the last summary, which the next one must pass
 */
public record Missed(List<SummaryLine> lines, int more, Instant lastTold) {

    static final int MAX_LINES = 50;

    static final Missed NOTHING = new Missed(List.of(), 0, Instant.EPOCH);

    public Missed {
        lines = List.copyOf(lines);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    int count() {
        return lines.size() + more;
    }

    Missed and(SummaryLine line) {
        List<SummaryLine> all = new ArrayList<>(lines);
        int place = Collections.binarySearch(all, line);
        all.add(place < 0 ? -place - 1 : place, line);
        return all.size() <= MAX_LINES
                ? new Missed(all, more, lastTold)
                : new Missed(all.subList(0, MAX_LINES), more + 1, lastTold);
    }

    /** The time of a summary told now: two in the same second would share an id, so that one would be lost. */
    Instant nextTime(Instant now) {
        return now.isAfter(lastTold.plusSeconds(1)) ? now : lastTold.plusSeconds(1);
    }

    Missed told(Instant time) {
        return new Missed(List.of(), 0, time);
    }
}
