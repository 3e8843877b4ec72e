package dev.tocsin.app.evaluate;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.tocsin.app.appraisal.Alarms;
import dev.tocsin.app.appraisal.PrecisionRecall;
import dev.tocsin.app.appraisal.Runs;
import dev.tocsin.app.appraisal.Runs.Run;
import dev.tocsin.app.picture.IncidentPicture;
import dev.tocsin.app.picture.IncidentPicture.Lane;
import dev.tocsin.app.score.ScoredWindow;
import dev.tocsin.detectors.Contribution;

/** Scored windows beside the incidents that are known. */
record Evaluation(List<ScoredWindow> windows, Marking marking, Alarms alarms) {

    private static final int MOST_LANES = 5;
    /** Windows around an incident that its picture shows at most, and at least. */
    private static final int MOST_AROUND = 240;
    private static final int LEAST_AROUND = 30;

    static Evaluation of(List<ScoredWindow> windows, Marking marking, Duration step) {
        boolean[] alarmed = new boolean[windows.size()];
        for (int window = 0; window < alarmed.length; window++) {
            alarmed[window] = windows.get(window).verdict().anomalous();
        }
        return new Evaluation(windows, marking, new Alarms(alarmed, Runs.of(marking.marked()), step));
    }

    /** From one window's start to the next one's, in the middle of all. */
    Duration spacing() {
        long[] millis = IntStream.range(1, windows.size()).mapToLong(
                window -> Duration.between(windows.get(window - 1).start(), windows.get(window).start()).toMillis())
                .sorted().toArray();
        return Duration.ofMillis(millis[millis.length / 2]);
    }

    List<Run> events() {
        return alarms.events();
    }

    List<Run> missed() {
        return events().stream().filter(event -> alarms.delay(event) < 0).toList();
    }

    double falseHoursPerDay() {
        return alarms.falseHours() / alarms.days();
    }

    /** Windows from an incident's start to its first alarm, in the middle of those that were hit. */
    OptionalDouble medianDelay() {
        int[] delays = Arrays.stream(alarms.delays()).sorted().toArray();
        return delays.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((delays[(delays.length - 1) / 2] + delays[delays.length / 2]) / 2.0);
    }

    PrecisionRecall curve() {
        return new PrecisionRecall(marking.marked(), scores());
    }

    /** What random scores would have for an average precision. */
    double markedShare() {
        return events().stream().mapToInt(Run::rows).sum() / (double) windows.size();
    }

    /** Of its incidents, where several are one event; empty where they have none. */
    String name(Run event) {
        return Arrays.stream(marking.names(), event.first(), event.last() + 1).filter(name -> !name.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** The longest incident that was hit, or else the longest. */
    Run pictured() {
        Comparator<Run> hitThenLong = Comparator.<Run>comparingInt(event -> alarms.delay(event) < 0 ? 0 : 1)
                .thenComparingInt(Run::rows).thenComparing(Comparator.comparingInt(Run::first).reversed());
        return events().stream().max(hitThenLong).orElseThrow();
    }

    /** An incident with what is around it, and the metrics that had most to do with its windows. */
    IncidentPicture picture(Run event, String caption) {
        int around = Math.clamp(event.rows() * 2L, LEAST_AROUND, MOST_AROUND);
        List<Lane> lanes = loudest(event).stream().map(metric -> new Lane(windows.getFirst().metrics().get(metric),
                windows.stream().mapToDouble(window -> window.values()[metric]).toArray())).toList();
        return new IncidentPicture(caption, lanes, scores(),
                windows.stream().mapToDouble(ScoredWindow::alarmFrom).toArray(), alarms.alarms(), marking.marked(),
                Math.max(0, event.first() - around), Math.min(windows.size() - 1, event.last() + around));
    }

    private double[] scores() {
        return windows.stream().mapToDouble(window -> window.verdict().score()).toArray();
    }

    /** Metrics by the score that they had in an incident's windows, the largest first. */
    private List<Integer> loudest(Run event) {
        Map<String, Double> parts = new HashMap<>();
        for (ScoredWindow window : windows.subList(event.first(), event.last() + 1)) {
            for (Contribution part : window.verdict().contributions()) {
                parts.merge(part.metric(), window.verdict().isScored() ? part.share() * window.verdict().score() : 0,
                        Double::sum);
            }
        }
        List<String> metrics = windows.getFirst().metrics();
        return IntStream.range(0, metrics.size()).boxed()
                .sorted(Comparator.comparingDouble((Integer metric) -> -parts.getOrDefault(metrics.get(metric), 0.0)))
                .limit(MOST_LANES).toList();
    }
}
