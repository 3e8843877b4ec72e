package dev.tocsin.detectors;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How a detector judges: one profile for all services, nothing tuned per service.
 *
 * @param name with {@code version} names the configuration that made a verdict
 * @param kind of model that is made
 * @param window length of the windows the detector is given
 * @param warmUpWindows windows seen before the first score
 * @param falseAlarmHoursPerDay hours with a false alarm that a service may have per day
 */
public record Profile(String name, int version, Kind kind, Duration window, int warmUpWindows,
        double falseAlarmHoursPerDay, Memory memory, Season season, Regimes regimes, Scaling scaling, Limits limits) {

    /** How much a model knows, and costs. */
    public enum Kind {
        /** Three members and a season by hour of the week, in some tens of kilobytes. */
        STANDARD,
        /** The joint state and a season by part of the day, in one or two kilobytes. */
        LIGHT
    }

    /**
     * What is remembered for how long.
     *
     * @param halfLife after which a normal window counts half
     * @param recent over how long the recent level of a metric is averaged
     * @param patience how long a changed level lasts before it is learned as the new normal
     * @param gate multiple of the typical score up to which a window teaches fully
     * @param shortTerm weight of the newest window in the short-term memory of each metric, 0 to 1
     * @param smoothing weight of the newest window in the joint distance, 0 to 1
     */
    public record Memory(Duration halfLife, Duration recent, Duration patience, double gate, double shortTerm,
            double smoothing) {

        public Memory {
            positive("memory.halfLife", halfLife);
            positive("memory.recent", recent);
            positive("memory.patience", patience);
            within("memory.gate", gate, 1, 100);
            within("memory.shortTerm", shortTerm, 0, 1);
            within("memory.smoothing", smoothing, 1e-3, 1);
        }
    }

    /**
     * What the time of day and week makes usual.
     *
     * @param zone whose clocks the service's users live by
     * @param halfLife after which a day counts half
     * @param weekly whether hours of the week are told apart, beyond hours of the day
     */
    public record Season(ZoneId zone, Duration halfLife, boolean weekly) {

        public Season {
            positive("season.halfLife", halfLife);
        }
    }

    /**
     * How many states a service may usually be in.
     *
     * @param centres kept at most; 0 leaves these members out
     * @param halfLife after which a window counts half
     */
    public record Regimes(int centres, Duration halfLife) {

        public Regimes {
            within("regimes.centres", centres, 0, 1_000);
            positive("regimes.halfLife", halfLife);
        }
    }

    /**
     * How a metric is measured.
     *
     * @param winsor robust sigmas beyond which a deviation counts only logarithmically
     * @param sigmaFloor least sigma as a share of the widest swing seen
     * @param ridge added to every variance of the joint state
     * @param elevated robust sigmas from which a metric is elevated
     * @param anomalous robust sigmas from which a metric is anomalous
     */
    public record Scaling(double winsor, double sigmaFloor, double ridge, double elevated, double anomalous) {

        public Scaling {
            within("scaling.winsor", winsor, 1, 1e3);
            within("scaling.sigmaFloor", sigmaFloor, 1e-6, 1);
            within("scaling.ridge", ridge, 1e-6, 10);
            within("scaling.elevated", elevated, 0.1, anomalous);
        }

        /** How unusual a metric of that many sigmas is. */
        public Level level(double deviation) {
            double sigmas = Math.abs(deviation);
            return sigmas >= anomalous ? Level.ANOMALOUS : sigmas >= elevated ? Level.ELEVATED : Level.NORMAL;
        }
    }

    /**
     * What bounds a model's size.
     *
     * @param metrics metrics known at a time; further ones are ignored until one is forgotten
     * @param jointMetrics metrics whose correlations are learned; further ones are judged each on its own
     */
    public record Limits(int metrics, int jointMetrics) {

        public Limits {
            within("limits.metrics", metrics, 1, 10_000);
            within("limits.jointMetrics", jointMetrics, 1, 200);
        }
    }

    public Profile {
        positive("window", window);
        within("warmUpWindows", warmUpWindows, 40, 100_000);
        within("falseAlarmHoursPerDay", falseAlarmHoursPerDay, 1e-3, 24);
    }

    /** The profile for every service that has no other. */
    public static Profile standard(Duration window) {
        return new Profile("standard", 4, Kind.STANDARD, window, 60, 0.5,
                new Memory(Duration.ofDays(28), Duration.ofHours(3), Duration.ofDays(3), 2, 0.3, .55),
                new Season(ZoneOffset.UTC, Duration.ofDays(14), true), new Regimes(48, Duration.ofDays(7)),
                new Scaling(8, .1, 0.1, 4, 6), new Limits(1_000, 96));
    }

    /** The one that ships of a kind. */
    public static Profile of(Kind kind, Duration window) {
        return switch (kind) {
            case STANDARD -> standard(window);
            case LIGHT -> light(window);
        };
    }

    /** For services of which there are very many, or that matter little. */
    public static Profile light(Duration window) {
        return new Profile("light", 1, Kind.LIGHT, window, 60, 0.5,
                new Memory(Duration.ofDays(28), Duration.ofHours(3), Duration.ofDays(3), 2, 0.3, .4),
                new Season(ZoneOffset.UTC, Duration.ofDays(14), false), new Regimes(0, Duration.ofDays(7)),
                new Scaling(8, .1, 0.1, 4, 6), new Limits(64, 64));
    }

    /** The same under another name. */
    public Profile named(String other, int otherVersion) {
        return new Profile(other, otherVersion, kind, window, warmUpWindows, falseAlarmHoursPerDay, memory, season,
                regimes, scaling, limits);
    }

    /** The same with another budget. */
    public Profile withBudget(double hoursPerDay) {
        return new Profile(name, version, kind, window, warmUpWindows, hoursPerDay, memory, season, regimes, scaling,
                limits);
    }

    /** The same, forgetting with another half-life. */
    public Profile withHalfLife(Duration halfLife) {
        return with(new Memory(halfLife, memory.recent, memory.patience, memory.gate, memory.shortTerm,
                memory.smoothing));
    }

    /** The same, learning a changed level after another time. */
    public Profile withPatience(Duration patience) {
        return with(new Memory(memory.halfLife, memory.recent, patience, memory.gate, memory.shortTerm,
                memory.smoothing));
    }

    /** The same, with the clocks of a zone. */
    public Profile withZone(ZoneId zone) {
        return new Profile(name, version, kind, window, warmUpWindows, falseAlarmHoursPerDay, memory,
                new Season(zone, season.halfLife, season.weekly), regimes, scaling, limits);
    }

    private Profile with(Memory other) {
        return new Profile(name, version, kind, window, warmUpWindows, falseAlarmHoursPerDay, other, season, regimes,
                scaling, limits);
    }

    /** The weight of one window in an average that forgets with the model's half-life. */
    public double forgetting() {
        return forgetting(memory.halfLife);
    }

    /** The weight of one window in an average that forgets with a half-life. */
    public double forgetting(Duration halfLife) {
        return -Math.expm1(Math.log(0.5) * window.toNanos() / halfLife.toNanos());
    }

    /** How many windows the duration has, at least 1. */
    public int windows(Duration duration) {
        return (int) Math.max(1,
                Math.min(Integer.MAX_VALUE, Math.round((double) duration.toNanos() / window.toNanos())));
    }

    private static void positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("profile's " + field + " is " + value + ", must be positive");
        }
    }

    private static void within(String field, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "profile's " + field + " is " + value + ", must be " + least + " to " + most);
        }
    }
}
