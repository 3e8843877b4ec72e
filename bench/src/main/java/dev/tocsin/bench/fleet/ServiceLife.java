package dev.tocsin.bench.fleet;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * One service as it goes on, sample by sample: all metrics follow a common load (a day's wave and a slow random walk),
 * some a stress that is there only during a fault; each has noise of its own. The same seed lives the same life.
 * Not thread-safe.
 */
public final class ServiceLife {

    private static final double DAY_SECONDS = Duration.ofDays(1).toSeconds();
    private static final double WALK_MEMORY_SECONDS = Duration.ofMinutes(20).toSeconds();
    private static final double FAULT_SECONDS = Duration.ofMinutes(10).toSeconds();
    private static final double RAMP_SECONDS = Duration.ofMinutes(3).toSeconds();

    private final RandomGenerator random;
    private final List<MetricLaw> laws;
    private final double size;
    private final double dayShift;
    private final double stepSeconds;
    private final double faultAt;
    private double seconds;
    private double walk;

    /**
     * @param metrics how many of a web service's metrics it has, 1 to 40
     * @param step between two samples
     * @param faultAt when a fault of ten minutes begins, counted from the first sample; negative for none
     */
    public ServiceLife(long seed, int metrics, Duration step, Duration faultAt) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.laws = MetricLaw.WEB_SERVICE.subList(0, metrics);
        this.size = Math.exp(random.nextGaussian());
        this.dayShift = random.nextDouble() * DAY_SECONDS;
        this.stepSeconds = step.toMillis() / 1e3;
        this.faultAt = faultAt.isNegative() ? Double.POSITIVE_INFINITY : faultAt.toSeconds();
    }

    public List<String> names() {
        return laws.stream().map(MetricLaw::name).toList();
    }

    /** The next sample: one value per name. */
    public double[] next() {
        double memory = stepSeconds / WALK_MEMORY_SECONDS;
        walk += -memory * walk + Math.sqrt(2 * memory) * 0.4 * random.nextGaussian();
        double load = Math.sin(2 * Math.PI * (seconds + dayShift) / DAY_SECONDS) + walk;
        double stress = stress();
        double[] values = new double[laws.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = laws.get(i).value(size, load, stress, random.nextGaussian());
        }
        seconds += stepSeconds;
        return values;
    }

    private double stress() {
        double since = seconds - faultAt;
        return since < 0 || since > FAULT_SECONDS ? 0 : Math.min(1, since / RAMP_SECONDS);
    }
}
