package dev.tocsin.topology.decode;

import java.util.List;
import java.util.Map;

import dev.tocsin.topology.sample.Sample;
import dev.tocsin.topology.telemetry.ResourcePoints;

/** What came of a record's bytes. */
public sealed interface Decoding {

    /** Samples in our own form, as the record has them, not yet checked. */
    record Samples(List<Sample> samples) implements Decoding {}

    /**
     * Foreign telemetry, whose metrics aren't yet those of a service.
     *
     * @param left how many points were left out, by reason
     */
    record Points(List<ResourcePoints> resources, Map<LeftOut, Integer> left) implements Decoding {

        public Points {
            resources = List.copyOf(resources);
            left = Map.copyOf(left);
        }
    }

    /** The record can't be read, and never will be. */
    record Unreadable(String reason, String detail) implements Decoding {}

    /** Whether it can be read can't be known now: the record must wait. */
    record Held(String reason, String detail) implements Decoding {}
}
