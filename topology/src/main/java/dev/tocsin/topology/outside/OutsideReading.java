package dev.tocsin.topology.outside;

import java.time.Duration;
import java.time.Instant;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.v1.MetricReading;
import dev.tocsin.schemas.v1.OutsideVerdict;
import dev.tocsin.topology.told.Saying;

/** Reads records of the topic of verdicts from outside. */
public final class OutsideReading implements Saying.Reading<OutsideVerdict, OutsideVerdict> {

    /** A window that ends further ahead of its own record than this has a wrong clock. */
    private static final Duration MOST_AHEAD = Duration.ofMinutes(10);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(7);
    private static final int MOST_METRICS = 1_000;
    private static final double ROUNDING = 1e-6;

    @Override
    public Saying<OutsideVerdict> of(OutsideVerdict record, Instant recorded) {
        ServiceId service = new ServiceId(record.getNamespace(), record.getService());
        Duration window = Duration.between(record.getWindowStart(), record.getWindowEnd());
        if (window.isNegative() || window.isZero() || window.compareTo(LONGEST_WINDOW) > 0) {
            return new Saying.Unusable<>("unusable_window",
                    "a window from " + record.getWindowStart() + " to " + record.getWindowEnd());
        }
        if (record.getWindowEnd().isAfter(recorded.plus(MOST_AHEAD))) {
            return new Saying.Unusable<>("clock_ahead",
                    "a window that ends at " + record.getWindowEnd() + ", far ahead of the record's own time");
        }
        if (!(record.getPValue() > 0 && record.getPValue() <= 1)) {
            return new Saying.Unusable<>("unusable_p_value",
                    "p_value is " + record.getPValue() + ", must be above 0 and at most 1");
        }
        if (record.getModel().isBlank() || record.getModel().length() > 100) {
            return new Saying.Unusable<>("unusable_model", "model is blank or over 100 characters");
        }
        return sound(record)
                ? new Saying.Of<>(service, "read", record)
                : new Saying.Unusable<>("unusable_metrics", "over " + MOST_METRICS
                        + " metrics, a value that isn't finite, or shares that aren't 0 to 1 together");
    }

    private static boolean sound(OutsideVerdict record) {
        double shares = 0;
        for (MetricReading reading : record.getMetrics().values()) {
            shares += reading.getShare();
            if (!Double.isFinite(reading.getObserved()) || !Double.isFinite(reading.getDeviation())
                    || Double.isInfinite(reading.getExpected()) || !(reading.getShare() >= 0)) {
                return false;
            }
        }
        return shares <= 1 + ROUNDING && record.getMetrics().size() <= MOST_METRICS;
    }
}
