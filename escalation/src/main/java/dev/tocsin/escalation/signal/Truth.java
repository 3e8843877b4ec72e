package dev.tocsin.escalation.signal;

import java.util.BitSet;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.NamedReading;

/** Which signals of a book one window or one change makes true, and what shows it. */
public final class Truth {

    private final BitSet signals;
    private final @Nullable NamedReading[] evidence;
    private final Runs runs;

    Truth(BitSet signals, @Nullable NamedReading[] evidence, Runs runs) {
        this.signals = signals;
        this.evidence = evidence;
        this.runs = runs;
    }

    public boolean holds(int signal) {
        return signals.get(signal);
    }

    Truth without(BitSet others) {
        BitSet rest = (BitSet) signals.clone();
        rest.andNot(others);
        return new Truth(rest, evidence, runs);
    }

    public boolean anyOf(BitSet asked) {
        return signals.intersects(asked);
    }

    /** The reading that speaks loudest for a signal; null where no metric does. */
    public @Nullable NamedReading evidence(int signal) {
        return evidence[signal];
    }

    /** The runs after this window. */
    public Runs runs() {
        return runs;
    }
}
