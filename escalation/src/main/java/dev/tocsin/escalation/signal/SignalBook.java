package dev.tocsin.escalation.signal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;

/** Signals made ready to be evaluated, each once per window. A signal is spoken of by its place in the book. */
public final class SignalBook {

    private final List<Signal> signals;
    private final MetricSignals onMetrics;
    private final int[] lasting;
    private final long[] fingerprints;

    public SignalBook(List<Signal> signals) {
        this.signals = List.copyOf(signals);
        onMetrics = new MetricSignals(this.signals);
        lasting = IntStream.range(0, signals.size()).filter(i -> signals.get(i).windows() > 1).toArray();
        fingerprints = signals.stream().mapToLong(Fingerprint::of).toArray();
    }

    /** What a window makes true, given how long each signal had been so before. */
    public Truth of(Verdict verdict, Runs before) {
        @Nullable
        NamedReading[] evidence = onMetrics.evidence(verdict);
        BitSet holds = new BitSet(signals.size());
        for (int i = 0; i < evidence.length; i++) {
            holds.set(i, evidence[i] != null || shows(signals.get(i).condition(), verdict));
        }
        return new Truth(holds, evidence, lasted(holds, before));
    }

    /** What a change makes true; runs are of windows and stay as they were. */
    public Truth of(Change change, Runs before) {
        BitSet holds = new BitSet(signals.size());
        for (int i = 0; i < signals.size(); i++) {
            holds.set(i, signals.get(i).condition() instanceof Condition.ChangeOf wanted
                    && wanted.kind() == change.kind());
        }
        return new Truth(holds, new NamedReading[signals.size()], before);
    }

    private static boolean shows(Condition condition, Verdict verdict) {
        return switch (condition) {
            case Condition.OnMetric on -> false;
            case Condition.ChangeOf change -> false;
            case Condition.NoData noData -> verdict.phase() == Phase.NO_DATA;
            case Condition.Quiet quiet -> calm(verdict);
            case Condition.AllMetricsNormal all -> calm(verdict) && allNormal(verdict);
        };
    }

    private static boolean calm(Verdict verdict) {
        return verdict.phase() == Phase.MATURE && verdict.level() == Level.NORMAL && !verdict.anomalous();
    }

    private static boolean allNormal(Verdict verdict) {
        for (Reading reading : verdict.metrics().values()) {
            if (reading.level() != Level.NORMAL) {
                return false;
            }
        }
        return true;
    }

    /** Clears from {@code holds} what hasn't held for long enough. */
    private Runs lasted(BitSet holds, Runs before) {
        List<Runs.Run> after = new ArrayList<>(lasting.length);
        for (int i : lasting) {
            int windows = signals.get(i).windows();
            int away = before.of(fingerprints[i]);
            boolean now = holds.get(i);
            boolean calm = signals.get(i).ofCalm();
            int next = calm ? (now ? Math.max(away - 1, 0) : windows) : now ? Math.min(away + 1, windows) : 0;
            holds.set(i, now && next == (calm ? 0 : windows));
            if (next > 0) {
                after.add(new Runs.Run(fingerprints[i], next));
            }
        }
        return after.equals(before.awayFromRest()) ? before : new Runs(after);
    }
}
