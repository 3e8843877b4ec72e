package dev.tocsin.app.settings;

import dev.tocsin.topology.limits.TelemetryLimits;

/** Reads how much telemetry may ask for: {@code limits.…}. */
final class LimitSettings {

    private LimitSettings() {}

    static TelemetryLimits read(Node root) {
        Node node = root.child("limits");
        TelemetryLimits usual = TelemetryLimits.STANDARD;
        return new TelemetryLimits(node.integer("services", usual.services()),
                node.integer("namespaces", usual.namespaces()), node.integer("metrics", usual.metrics()),
                node.integer("instances", usual.instances()));
    }
}
