package dev.tocsin.topology.decode;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.map.Left;

/** What of one record the maps made nothing of. */
final class Unmapped implements Left {

    /** What is wrong with a point itself, whatever the maps are. */
    private static final Set<String> FAULTS = Set.of("no_service_name", "bad_identity", "no_time", "clock_ahead",
            "key_mismatch");

    private final Map<String, Integer> reasons = new HashMap<>();
    private @Nullable String fault;
    private String example = "";

    @Override
    public void left(String metric, String reason) {
        reasons.merge(reason, 1, Integer::sum);
        if (fault == null && FAULTS.contains(reason)) {
            fault = reason;
            example = metric;
        }
    }

    /** How many points, by named reason. */
    Map<String, Integer> reasons() {
        return reasons;
    }

    @Nullable
    String fault() {
        return fault;
    }

    /** A metric the fault was found in. */
    String example() {
        return example;
    }
}
