package dev.tocsin.app.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.tocsin.escalation.signal.Condition;
import dev.tocsin.escalation.signal.Signal;
import dev.tocsin.escalation.signal.Signals;
import dev.tocsin.topology.limits.TelemetryLimits;

/**
 * What an inspection found, for people and for scripts.
 *
 * @param maps people's maps in force, and that those that ship come after
 * @param formats records by format
 * @param unreadable records that can't be read, by reason
 * @param seconds of record time that were read
 * @param keyedByService the share of samples whose record is keyed by their service
 * @param clocks how far the clocks of services are off, the worst first
 * @param left points that aren't used, by reason
 * @param calls who was seen to call whom
 * @param limits those of the settings
 */
record Findings(String topic, int partitions, String maps, long records, long bytes, double seconds,
        Map<String, Long> formats,
        Map<String, Long> unreadable, double keyedByService, Map<String, Integer> namespaces,
        List<Service> services, long servicesBeyond, List<Metric> metrics, List<Clock> clocks,
        Map<String, Left> left, List<Call> calls, long points, long pointsTaken, TelemetryLimits limits) {

    /** A clock that differs by more from its records than this is told of. */
    private static final long SKEW_MILLIS = 30_000;
    private static final int EXAMPLES = 5;

    /**
     * A service.
     *
     * @param metrics how many it would have
     * @param kept how many of them it would be judged by
     * @param signals those that could become true
     */
    record Service(String name, int instances, double pointsPerSecond, int metrics, int kept, List<String> signals) {}

    /**
     * A metric of the topic.
     *
     * @param map that takes it, empty for none
     * @param becomes what it is called from there on
     * @param left why it isn't used, empty where it is
     */
    record Metric(String name, String kind, String unit, int series, double pointsPerSecond, String map,
            List<String> becomes, String left) {}

    /**
     * A clock: by how much samples are older than their records, at least and at most; negative is ahead.
     *
     * @param refused whether it is so far ahead that its samples aren't used
     */
    record Clock(String service, double leastSeconds, double mostSeconds, boolean refused) {}

    /** What isn't used for a reason. */
    record Left(long points, List<String> examples) {}

    static Findings of(String topic, int partitions, String maps, Inspection seen, TelemetryLimits limits) {
        double seconds = Math.max(1, (seen.lastMillis - seen.firstMillis) / 1000.0);
        SortedMap<String, Long> formats = new TreeMap<>();
        seen.formats.forEach((format, count) -> formats.put(format.spelling(), count));
        long samples = seen.services.values().stream().mapToLong(service -> service.samples).sum();
        return new Findings(topic, partitions, maps, seen.records, seen.bytes, seconds, formats, seen.unreadable,
                samples == 0 ? 0 : Math.min(1, (double) seen.keyed / samples), namespaces(seen),
                services(seen, seconds, limits), seen.servicesBeyond, metrics(seen, seconds), clocks(seen), left(seen),
                seen.calls.calls(new SeenServices(seen.services.keySet())), seen.points, seen.pointsTaken, limits);
    }

    private static Map<String, Integer> namespaces(Inspection seen) {
        SortedMap<String, Integer> namespaces = new TreeMap<>();
        seen.services.keySet().forEach(name -> namespaces.merge(name.substring(0, name.indexOf('/')), 1, Integer::sum));
        return namespaces;
    }

    private static List<Service> services(Inspection seen, double seconds, TelemetryLimits limits) {
        List<Service> services = new ArrayList<>();
        seen.services.forEach((name, sight) -> services.add(new Service(name, sight.instances(),
                sight.points / seconds, sight.outputs.size(),
                Math.min(sight.outputs.size(), limits.metrics()), signals(sight.outputs))));
        return services;
    }

    /** The built-in signals on metrics that some of these metrics could make true. */
    private static List<String> signals(Iterable<String> outputs) {
        Signals signals = Signals.builtIn();
        List<String> possible = new ArrayList<>();
        for (String name : signals.names()) {
            if (signals.find(name).map(Signal::condition).orElse(null) instanceof Condition.OnMetric onMetric) {
                for (String output : outputs) {
                    if (onMetric.couldHoldOf(output)) {
                        possible.add(name);
                        break;
                    }
                }
            }
        }
        return possible;
    }

    private static List<Metric> metrics(Inspection seen, double seconds) {
        return seen.metrics.values().stream().sorted(Comparator.comparing((MetricSight one) -> one.map.isEmpty())
                .thenComparing(one -> one.name)).map(
                        one -> new Metric(one.name, one.kind, one.unit, one.series(),
                                one.points / seconds, one.map, List.copyOf(one.outputs),
                                one.map.isEmpty() ? String.join(", ", one.left.keySet()) : ""))
                .toList();
    }

    private static List<Clock> clocks(Inspection seen) {
        List<Clock> clocks = new ArrayList<>();
        seen.services.forEach((name, sight) -> {
            if (sight.leastAgeMillis < -SKEW_MILLIS / 6 || sight.leastAgeMillis > SKEW_MILLIS) {
                clocks.add(clock(name, sight, false));
            }
        });
        seen.ahead.forEach((name, sight) -> clocks.add(clock(name, sight, true)));
        clocks.sort(Comparator.comparing(clock -> -Math.abs(clock.leastSeconds)));
        return clocks;
    }

    private static Clock clock(String name, ServiceSight sight, boolean refused) {
        return new Clock(name, sight.leastAgeMillis / 1000.0, sight.mostAgeMillis / 1000.0, refused);
    }

    private static Map<String, Left> left(Inspection seen) {
        SortedMap<String, Long> points = new TreeMap<>(seen.leftByDecoder);
        SortedMap<String, TreeSet<String>> examples = new TreeMap<>();
        seen.metrics.values().forEach(metric -> metric.left.forEach((reason, count) -> {
            points.merge(reason, count, Long::sum);
            TreeSet<String> some = examples.computeIfAbsent(reason, any -> new TreeSet<>());
            if (some.size() < EXAMPLES) {
                some.add(metric.name);
            }
        }));
        SortedMap<String, Left> left = new TreeMap<>();
        points.forEach((reason, count) -> left.put(reason,
                new Left(count, List.copyOf(examples.getOrDefault(reason, new TreeSet<>())))));
        return left;
    }

    /** Services of a namespace that said the least: which would give way. */
    String seenOnce(String namespace) {
        return services.stream().filter(service -> service.name.startsWith(namespace + "/"))
                .sorted(Comparator.comparingDouble(Service::pointsPerSecond)).limit(EXAMPLES).map(Service::name)
                .collect(Collectors.joining(", ", "For example ", ""));
    }

    /** The share of points that something is made of. */
    double coverage() {
        return points == 0 ? 0 : (double) pointsTaken / points;
    }
}
