package dev.tocsin.bench.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.tocsin.bench.fleet.Fleet;
import dev.tocsin.schemas.v1.WindowVerdict;

/**
 * Counts verdicts per service and window, and says what is missing, there twice, or made of other samples than were
 * sent. The window that was still open when the samples ended may be there or not: a timer may have closed it.
 */
final class VerdictCensus {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int MOST_PROBLEMS = 5;

    private final Duration window;
    private final Instant start;
    private final int expected;
    private final Map<String, int[]> byService = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private long verdicts;
    private long scored;

    VerdictCensus(Fleet fleet, Duration window) {
        this.window = window;
        this.start = fleet.start();
        this.expected = closedBy(fleet.samplesEach(), window);
        fleet.keys().forEach(key -> byService.put(key, new int[expected + 2]));
    }

    /** How many windows a service's own samples close: those whose end and grace the last of them has reached. */
    static int closedBy(int samplesEach, Duration window) {
        Duration last = Fleet.STEP.multipliedBy(Math.max(0, samplesEach - 1));
        return last.compareTo(GRACE) < 0 ? 0 : (int) last.minus(GRACE).dividedBy(window);
    }

    void add(WindowVerdict verdict) {
        verdicts++;
        scored += verdict.getScore() == null ? 0 : 1;
        String name = verdict.getNamespace() + "/" + verdict.getService() + " at " + verdict.getWindowStart();
        int[] counts = byService.get(verdict.getNamespace() + "/" + verdict.getService());
        long index = Duration.between(start, verdict.getWindowStart()).dividedBy(window);
        if (counts == null || index < 0 || index >= counts.length) {
            problem(name + " was never sent");
        } else {
            counts[(int) index]++;
            if (index < expected && verdict.getSamples() != window.dividedBy(Fleet.STEP)) {
                problem(name + " has " + verdict.getSamples() + " samples");
            }
        }
    }

    /** What is wrong, the first few of it; empty if all is as it must be. */
    List<String> problems() {
        byService.forEach((service, counts) -> {
            for (int index = 0; index < counts.length; index++) {
                if (counts[index] > 1 || index < expected && counts[index] == 0) {
                    problem(service + " at " + start.plus(window.multipliedBy(index)) + " has " + counts[index]
                            + " verdicts");
                }
            }
        });
        return List.copyOf(problems);
    }

    long verdicts() {
        return verdicts;
    }

    long scored() {
        return scored;
    }

    private void problem(String what) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(what);
        }
    }
}
