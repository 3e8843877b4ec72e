package dev.tocsin.escalation.signal;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Per signal that must last for several windows, how far it is from rest: for a signal of trouble the windows it has
 * been true, for a signal of calm the windows it still lacks. A service that is well, or of which nothing is known, so
 * has no entries at all. Keys are fingerprints of the signal's definition, so that an edited signal starts anew.
 */
public record Runs(SortedMap<Long, Integer> awayFromRest) {

    /** Every signal of trouble is false, every signal of calm has lasted. */
    public static final Runs RESTING = new Runs(new TreeMap<>());
}
