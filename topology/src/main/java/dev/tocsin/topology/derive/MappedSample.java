package dev.tocsin.topology.derive;

import java.util.List;

import dev.tocsin.escalation.identity.ServiceId;

/**
 * What one instance of a service said at about one time, of the inputs that were selected. It explains itself, so that
 * who reads it needs to know no map.
 *
 * @param instance empty where nothing tells instances apart
 */
public record MappedSample(ServiceId service, String instance, List<Input> inputs, List<Observation> observations) {

    public MappedSample {
        inputs = List.copyOf(inputs);
        observations = List.copyOf(observations);
    }

    /** The time of its newest observation. */
    public long newest() {
        long newest = Long.MIN_VALUE;
        for (Observation observation : observations) {
            newest = Math.max(newest, observation.time());
        }
        return newest;
    }
}
