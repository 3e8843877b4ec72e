package dev.tocsin.topology.telemetry;

/**
 * Which metrics are read at all. A decoder asks by name before it reads anything else of a metric, so what nobody wants
 * costs next to nothing. Asked by stream threads for each metric of each record: it must be quick and thread-safe.
 */
@FunctionalInterface
public interface Wanted {

    /** Every metric. */
    Wanted ALL = metric -> true;

    boolean metric(String name);
}
