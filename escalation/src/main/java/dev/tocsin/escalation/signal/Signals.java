package dev.tocsin.escalation.signal;

import java.util.Collection;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/** The signals that rules may name: the built-in ones, each replaced by what a document says under the same name. */
public final class Signals {

    private final TreeMap<String, Signal> byName;

    private Signals(TreeMap<String, Signal> byName) {
        this.byName = byName;
    }

    /** Only the built-in ones. */
    public static Signals builtIn() {
        return new Signals(new TreeMap<>()).with(BuiltIn.ALL);
    }

    /** These, with others added or put in their place by name; of two of a name the later holds. */
    public Signals with(Collection<Signal> others) {
        TreeMap<String, Signal> merged = new TreeMap<>(byName);
        others.forEach(signal -> merged.put(signal.name(), signal));
        return new Signals(merged);
    }

    public Optional<Signal> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Their names in alphabetical order. */
    public SequencedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Signals those && byName.equals(those.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }
}
