package dev.tocsin.bench.pipeline;

import java.time.Duration;

/**
 * What one round took, from the first record taken in to the last one's offset committed.
 *
 * @param cpu of the application's process
 * @param brokerCpu of the broker's
 */
record Round(long records, Duration wall, Duration cpu, Duration brokerCpu) {

    double recordsPerSecond() {
        return records / seconds(wall);
    }

    /** CPU seconds of the application per million records. */
    double cpuPerMillion() {
        return seconds(cpu) / records * 1e6;
    }

    double brokerCpuPerMillion() {
        return seconds(brokerCpu) / records * 1e6;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
