package dev.tocsin.app.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * What was done to the recorded system.
 *
 * @param name {@code surge}, {@code cascade} or {@code leak}
 * @param service where it was done
 * @param what for a person
 */
record RecordedFault(String name, String service, Instant start, Instant end, String what) {

    RecordedFault shifted(Duration by) {
        return new RecordedFault(name, service, start.plus(by), end.plus(by), what);
    }

    /** Whether a time is within it, or so soon after that its effect may still show. */
    boolean covers(Instant time, Duration margin) {
        return !time.isBefore(start) && !time.isAfter(end.plus(margin));
    }
}
