package dev.tocsin.app.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Occurrence;
import dev.tocsin.escalation.verdict.Verdict;

/**
 * Verdicts and changes in the order in which the engine is told of them: a line waits for as long as a window for
 * others of its service that are older; what is older still is late.
 *
 * @param late how many verdicts came too late
 * @param repeated how many told of a window that was told of before, and are passed over
 */
record Arrivals(List<Arrival> ordered, int late, int repeated) {

    /**
     * One of them.
     *
     * @param at event time at which it is told: its own, or that of what it came after
     */
    record Arrival(Instant at, boolean late, Occurrence what) {}

    private static final Comparator<Arrival> ORDER = Comparator.comparing(Arrival::at)
            .thenComparing(Arrival::late).thenComparing(Arrival::what, Occurrence.ORDER);

    static Arrivals of(List<Verdict> verdicts, List<Change> changes) {
        List<Arrival> arrivals = new ArrayList<>();
        Map<ServiceId, Instant> newest = new HashMap<>();
        Set<List<Object>> seen = new HashSet<>();
        int late = 0;
        int repeated = 0;
        for (Verdict verdict : verdicts) {
            if (!seen.add(List.of(verdict.service(), verdict.end()))) {
                repeated++;
                continue;
            }
            Instant before = newest.getOrDefault(verdict.service(), Instant.MIN);
            Duration window = Duration.between(verdict.start(), verdict.end());
            boolean tooLate = verdict.end().plus(window).isBefore(before);
            late += tooLate ? 1 : 0;
            arrivals.add(new Arrival(tooLate ? before : verdict.end(), tooLate, verdict));
            if (verdict.end().isAfter(before)) {
                newest.put(verdict.service(), verdict.end());
            }
        }
        changes.forEach(change -> arrivals.add(new Arrival(change.at(), false, change)));
        arrivals.sort(ORDER);
        return new Arrivals(List.copyOf(arrivals), late, repeated);
    }
}
