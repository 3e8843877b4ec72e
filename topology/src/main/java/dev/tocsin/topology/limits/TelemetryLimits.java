package dev.tocsin.topology.limits;

/**
 * How much telemetry may ask for.
 *
 * @param services of one namespace, in one process
 * @param namespaces in one process
 * @param metrics of one service that are derived from foreign telemetry
 * @param instances of one service
 */
public record TelemetryLimits(int services, int namespaces, int metrics, int instances) {

    /** Five thousand services in each of two hundred namespaces, forty metrics, two thousand instances. */
    public static final TelemetryLimits STANDARD = new TelemetryLimits(5_000, 200, 40, 2_000);

    private static final int MOST = 1_000_000;
    /** A model's size grows with the square of its metrics. */
    private static final int MOST_METRICS = 200;

    public TelemetryLimits {
        within("services", services, MOST);
        within("namespaces", namespaces, MOST);
        within("metrics", metrics, MOST_METRICS);
        within("instances", instances, MOST);
    }

    private static void within(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("limits." + name + " " + value + " must be from 1 to " + most);
        }
    }
}
