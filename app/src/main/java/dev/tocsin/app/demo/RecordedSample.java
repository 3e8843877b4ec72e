package dev.tocsin.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** One service's second in the recording. */
record RecordedSample(Instant time, String service, String instance, Map<String, Double> metrics) {

    RecordedSample {
        metrics = Map.copyOf(metrics);
    }

    RecordedSample shifted(Duration by) {
        return new RecordedSample(time.plus(by), service, instance, metrics);
    }
}
