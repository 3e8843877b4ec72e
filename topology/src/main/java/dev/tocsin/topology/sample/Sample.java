package dev.tocsin.topology.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.v1.TelemetrySample;

/**
 * What one telemetry record says of a service at a time: values of some of its metrics. What decoders make, and what the
 * window takes; on topics it is a {@link TelemetrySample}.
 *
 * @param timeMillis event time, epoch milliseconds
 * @param values one per name; whoever makes the sample gives the array away
 * @param running the values are what the window's metrics are so far: they replace what was said before
 */
public record Sample(Identity identity, String instance, long timeMillis, MetricNames names, double[] values,
        Map<String, String> labels, boolean running) {

    public Sample {
        if (names.size() != values.length) {
            throw new IllegalArgumentException(values.length + " values for " + names.size() + " metrics");
        }
    }

    /** A sample whose values are those of one moment. */
    public Sample(Identity identity, String instance, long timeMillis, MetricNames names, double[] values,
            Map<String, String> labels) {
        this(identity, instance, timeMillis, names, values, labels, false);
    }

    /** A sample of values by name, in the map's order. */
    public static Sample of(String namespace, String service, String instance, Instant time,
            Map<String, Double> metrics, Map<String, String> labels) {
        double[] values = new double[metrics.size()];
        int index = 0;
        for (Double value : metrics.values()) {
            values[index++] = value;
        }
        return new Sample(Identity.of(namespace, service), instance, time.toEpochMilli(),
                MetricNames.of(metrics.keySet()), values, labels);
    }

    /** The sample of a record. */
    public static Sample of(TelemetrySample record) {
        return of(record.getNamespace(), record.getService(), record.getInstance(), record.getTime(),
                record.getMetrics(), record.getLabels());
    }

    /** The same without the metrics at some places. */
    public Sample without(BitSet places) {
        if (places.isEmpty()) {
            return this;
        }
        List<String> rest = new ArrayList<>();
        double[] kept = new double[values.length - places.cardinality()];
        for (int i = places.nextClearBit(0); i < values.length; i = places.nextClearBit(i + 1)) {
            kept[rest.size()] = values[i];
            rest.add(names.get(i));
        }
        return new Sample(identity, instance, timeMillis, MetricNames.of(rest), kept, labels, running);
    }

    /** @throws IllegalStateException if the identity is unusable, which a checked sample's isn't */
    public ServiceId service() {
        return known().service();
    }

    /** {@code namespace/service}; throws as {@link #service}. */
    public String key() {
        return known().key();
    }

    /** The record of this sample; throws as {@link #service}. */
    public TelemetrySample toRecord() {
        Map<String, Double> metrics = HashMap.newHashMap(values.length);
        for (int index = 0; index < values.length; index++) {
            metrics.put(names.get(index), values[index]);
        }
        return new TelemetrySample(service().namespace(), service().service(), instance,
                Instant.ofEpochMilli(timeMillis), metrics, labels);
    }

    private Identity.Known known() {
        return switch (identity) {
            case Identity.Known known -> known;
            case Identity.Unusable(String fault) -> throw new IllegalStateException("a sample of no service: " + fault);
        };
    }
}
