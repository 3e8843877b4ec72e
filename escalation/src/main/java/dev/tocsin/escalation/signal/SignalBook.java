package dev.tocsin.escalation.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final int[] excusable;

    public SignalBook(List<Signal> signals) {
        this.signals = List.copyOf(signals);
        onMetrics = new MetricSignals(this.signals);
        lasting = IntStream.range(0, signals.size()).filter(i -> signals.get(i).windows() > 1).toArray();
        fingerprints = signals.stream().mapToLong(Fingerprint::of).toArray();
        excusable = IntStream.range(0, signals.size()).filter(i -> signals.get(i).expectedAfter() != null).toArray();
    }

    /** What a window makes true, given how long each signal had been so before. */
    public Truth of(Verdict verdict, Runs before) {
        return of(verdict, before, LastChanges.NONE);
    }

    /** The same, without what is expected after the changes made lately. */
    public Truth of(Verdict verdict, Runs before, LastChanges lately) {
        @Nullable
        NamedReading[] evidence = onMetrics.evidence(verdict);
        BitSet holds = new BitSet(signals.size());
        for (int i = 0; i < evidence.length; i++) {
            holds.set(i, evidence[i] != null || shows(signals.get(i).condition(), verdict));
        }
        Runs after = lasted(holds, before);
        excuse(holds, lately, verdict.end());
        return new Truth(holds, evidence, after);
    }

    /** What a change makes true; runs are of windows and stay as they were. */
    public Truth of(Change change, Runs before, LastChanges lately) {
        BitSet holds = new BitSet(signals.size());
        for (int i = 0; i < signals.size(); i++) {
            holds.set(i, signals.get(i).condition() instanceof Condition.ChangeOf wanted
                    && wanted.kind() == change.kind());
        }
        excuse(holds, lately, change.at());
        return new Truth(holds, new NamedReading[signals.size()], before);
    }

    /** What is no moment at all makes nothing true. */
    public Truth nothing(Runs runs) {
        return new Truth(new BitSet(), new NamedReading[signals.size()], runs);
    }

    /**
     * What was seen earlier and kept by name.
     *
     * @param seen names of signals with what showed them
     */
    public Truth recalled(Map<String, Optional<NamedReading>> seen, Runs runs) {
        BitSet holds = new BitSet(signals.size());
        @Nullable
        NamedReading[] evidence = new NamedReading[signals.size()];
        for (int i = 0; i < signals.size(); i++) {
            Optional<NamedReading> shown = seen.get(signals.get(i).name());
            if (shown != null) {
                holds.set(i);
                evidence[i] = shown.orElse(null);
            }
        }
        return new Truth(holds, evidence, runs);
    }

    /** The same without what a lack of data shows: telemetry as a whole has stopped, so that it shows nothing. */
    public Truth deaf(Truth truth) {
        BitSet ofSilence = new BitSet(signals.size());
        for (int i = 0; i < signals.size(); i++) {
            ofSilence.set(i, signals.get(i).condition() instanceof Condition.NoData);
        }
        return truth.without(ofSilence);
    }

    public Signal signal(int place) {
        return signals.get(place);
    }

    /** For how long a change of a kind makes some signal no news; zero where it makes none. */
    public Duration excuses(Change.Kind kind) {
        Duration longest = Duration.ZERO;
        for (int i : excusable) {
            ExpectedAfter expected = signals.get(i).expectedAfter();
            if (expected != null && expected.kind() == kind && expected.time().compareTo(longest) > 0) {
                longest = expected.time();
            }
        }
        return longest;
    }

    private void excuse(BitSet holds, LastChanges lately, Instant at) {
        if (lately.isEmpty()) {
            return;
        }
        for (int i : excusable) {
            ExpectedAfter expected = signals.get(i).expectedAfter();
            if (expected != null && lately.excuse(expected, at)) {
                holds.clear(i);
            }
        }
    }

    private static boolean shows(Condition condition, Verdict verdict) {
        return switch (condition) {
            case Condition.OnMetric on -> false;
            case Condition.ChangeOf change -> false;
            case Condition.NoData noData -> verdict.phase() == Phase.NO_DATA;
            case Condition.Active active -> verdict.phase() != Phase.NO_DATA;
            case Condition.Quiet quiet -> calm(verdict);
            case Condition.AllMetricsNormal all -> verdict.phase().judges() && allNormal(verdict);
        };
    }

    private static boolean calm(Verdict verdict) {
        return verdict.phase().judges() && verdict.level() == Level.NORMAL && !verdict.anomalous();
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
