package dev.tocsin.topology.decode;

import java.util.List;

import dev.tocsin.topology.sample.Sample;

/** What came of a record's bytes. */
public sealed interface Decoding {

    /**
     * Samples, as the record has them, not yet checked.
     *
     * @param left named reasons, one per point that was left out
     */
    record Samples(List<Sample> samples, List<String> left) implements Decoding {}

    /** The record can't be read, and never will be. */
    record Unreadable(String reason, String detail) implements Decoding {}

    /** Whether it can be read can't be known now: the record must wait. */
    record Held(String reason, String detail) implements Decoding {}
}
