package dev.tocsin.topology.map;

/** Told what of the telemetry isn't used, and why. */
@FunctionalInterface
public interface Left {

    /**
     * @param reason a named reason, one of few
     */
    void left(String metric, String reason);
}
