package dev.tocsin.topology.decode;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.ResourcePoints;

/** What was decoded, as text that people can read and tests can compare: arrays by their values, names in order. */
final class PointText {

    private PointText() {}

    static String of(Decoding decoding) {
        return switch (decoding) {
            case Decoding.Points(var resources, var left) -> {
                StringBuilder text = new StringBuilder();
                resources.forEach(resource -> append(resource, text));
                if (!left.isEmpty()) {
                    text.append("left out ");
                    new TreeMap<>(left).forEach((reason, count) -> text.append(reason.label()).append('=')
                            .append(count).append(' '));
                    text.append('\n');
                }
                yield text.toString();
            }
            default -> decoding + "\n";
        };
    }

    private static void append(ResourcePoints resource, StringBuilder text) {
        text.append("resource ").append(sorted(resource.attributes()));
        if (!resource.scope().isEmpty()) {
            text.append(" scope ").append(resource.scope());
        }
        text.append('\n');
        for (Point point : resource.points()) {
            text.append("  ").append(of(point)).append('\n');
        }
    }

    static String of(Point point) {
        String head = "%s [%s] %s @%d ".formatted(point.metric(), point.unit(), sorted(point.attributes()),
                point.timeMillis());
        return head + switch (point) {
            case Point.Gauge gauge -> "gauge " + gauge.value();
            case Point.Untyped untyped -> "untyped " + untyped.value();
            case Point.Sum sum -> "sum %s%s since %d: %s".formatted(sum.temporality(),
                    sum.monotonic() ? " monotonic" : "", sum.startMillis(), sum.value());
            case Point.Histogram it -> "histogram %s since %d: count %d sum %s min %s max %s bounds %s counts %s"
                    .formatted(it.temporality(), it.startMillis(), it.count(), it.sum(), it.min(), it.max(),
                            Arrays.toString(it.bounds()), Arrays.toString(it.counts()));
            case Point.ExponentialHistogram it -> ("exponential %s since %d: count %d sum %s min %s max %s scale %d "
                    + "zero %d below %s positive %s negative %s").formatted(it.temporality(), it.startMillis(),
                            it.count(), it.sum(), it.min(), it.max(), it.scale(), it.zeroCount(), it.zeroThreshold(),
                            of(it.positive()), of(it.negative()));
            case Point.Summary it -> "summary since %d: count %d sum %s quantiles %s values %s".formatted(
                    it.startMillis(), it.count(), it.sum(), Arrays.toString(it.quantiles()),
                    Arrays.toString(it.values()));
        };
    }

    private static String of(Point.Buckets buckets) {
        return buckets.counts().length == 0 ? "none" : buckets.offset() + Arrays.toString(buckets.counts());
    }

    private static Map<String, String> sorted(Map<String, String> attributes) {
        return new TreeMap<>(attributes);
    }
}
