package dev.tocsin.bench.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.tocsin.schemas.v1.TelemetrySample;

/**
 * Many services that each say how they are every ten seconds, each at its own moment of them. One in twenty has a fault
 * of ten minutes. The same seed gives the same samples.
 *
 * @param samplesEach how many samples each service has
 * @param start of the first sample's ten seconds; a whole minute, so that windows are whole
 */
public record Fleet(int services, int metrics, int samplesEach, Instant start, long seed) {

    /** Between two samples of a service. */
    public static final Duration STEP = Duration.ofSeconds(10);

    private static final String NAMESPACE = "bench";
    private static final int FAULTY_ONE_IN = 20;

    public Fleet {
        if (start.toEpochMilli() % Duration.ofMinutes(1).toMillis() != 0) {
            throw new IllegalArgumentException("the fleet starts at " + start + ", which isn't a whole minute");
        }
    }

    /** The fleet whose last samples are of about now. */
    public static Fleet until(Instant now, int services, int metrics, int samplesEach, long seed) {
        Instant first = now.minus(STEP.multipliedBy(samplesEach));
        long minute = Duration.ofMinutes(1).toMillis();
        return new Fleet(services, metrics, samplesEach,
                Instant.ofEpochMilli(Math.floorDiv(first.toEpochMilli(), minute) * minute), seed);
    }

    /** How many samples all services have together. */
    public long samples() {
        return (long) services * samplesEach;
    }

    /** {@code namespace/service}: the key of a sample. */
    public static String key(TelemetrySample sample) {
        return sample.getNamespace() + "/" + sample.getService();
    }

    /** The keys of all services. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>(services);
        for (int service = 0; service < services; service++) {
            keys.add(NAMESPACE + "/" + name(service));
        }
        return keys;
    }

    /** Shows all samples, in the order of their times to within ten seconds. */
    public void forEach(Consumer<TelemetrySample> action) {
        List<ServiceLife> lives = new ArrayList<>(services);
        for (int service = 0; service < services; service++) {
            lives.add(new ServiceLife(seed + service, metrics, STEP, faultAt(service)));
        }
        List<String> names = lives.getFirst().names();
        for (int sample = 0; sample < samplesEach; sample++) {
            for (int service = 0; service < services; service++) {
                action.accept(sample(service, sample, names, lives.get(service).next()));
            }
        }
    }

    private TelemetrySample sample(int service, int sample, List<String> names, double[] values) {
        Map<String, Double> metrics = HashMap.newHashMap(values.length);
        for (int i = 0; i < values.length; i++) {
            metrics.put(names.get(i), values[i]);
        }
        long moment = STEP.toMillis() * service / services;
        return TelemetrySample.newBuilder().setNamespace(NAMESPACE).setService(name(service))
                .setInstance("pod-0").setTime(start.plus(STEP.multipliedBy(sample)).plusMillis(moment))
                .setMetrics(metrics).setLabels(Map.of()).build();
    }

    /** Faults come one after the other over the last third, when models have warmed up. */
    private Duration faultAt(int service) {
        if (service % FAULTY_ONE_IN != 0) {
            return Duration.ofSeconds(-1);
        }
        long from = samplesEach * 2L / 3;
        long turn = (samplesEach - from) * service / services;
        return STEP.multipliedBy(from + turn);
    }

    private static String name(int service) {
        return "service-" + service;
    }
}
