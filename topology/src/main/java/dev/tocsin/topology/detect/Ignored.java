package dev.tocsin.topology.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.tocsin.detectors.MetricWindow;
import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;
import dev.tocsin.topology.window.Evaluation.ClosedWindow;

/** Metrics that a profile leaves out: the model doesn't see them, signals still do, as they were observed. */
record Ignored(List<Glob> metrics) {

    /** The window as the model sees it. */
    MetricWindow judged(ClosedWindow closed) {
        if (metrics.isEmpty()) {
            return new MetricWindow(closed.start(), closed.end(), closed.names(), closed.values());
        }
        List<String> names = new ArrayList<>(closed.names().size());
        double[] values = new double[closed.names().size()];
        for (int i = 0; i < closed.names().size(); i++) {
            if (!contains(closed.names().get(i))) {
                values[names.size()] = closed.values()[i];
                names.add(closed.names().get(i));
            }
        }
        return new MetricWindow(closed.start(), closed.end(), names, Arrays.copyOf(values, names.size()));
    }

    /** The verdict with what was left out. */
    Verdict told(Verdict verdict, ClosedWindow closed) {
        if (metrics.isEmpty()) {
            return verdict;
        }
        Map<String, Reading> readings = new HashMap<>(verdict.metrics());
        for (int i = 0; i < closed.names().size(); i++) {
            double value = closed.values()[i];
            if (Double.isFinite(value) && contains(closed.names().get(i))) {
                readings.putIfAbsent(closed.names().get(i),
                        new Reading(value, Double.NaN, 0, Direction.NONE, 0, Level.NORMAL));
            }
        }
        return new Verdict(verdict.service(), verdict.start(), verdict.end(), verdict.phase(), verdict.samples(),
                verdict.score(), verdict.pValue(), verdict.rank(), verdict.level(), verdict.anomalous(), readings,
                verdict.relation());
    }

    private boolean contains(String metric) {
        return metrics.stream().anyMatch(glob -> glob.matches(metric));
    }
}
