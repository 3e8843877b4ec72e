package dev.tocsin.app.inspect;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.decode.Decoder;
import dev.tocsin.topology.decode.Decoding;
import dev.tocsin.topology.decode.Format;
import dev.tocsin.topology.decode.SampleChecks;
import dev.tocsin.topology.derive.Input;
import dev.tocsin.topology.derive.MappedSample;
import dev.tocsin.topology.map.Mapper;
import dev.tocsin.topology.map.MetricMap;
import dev.tocsin.topology.sample.Sample;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.ResourcePoints;

/** What a topic's records say, record by record, and what the maps would make of them. Bounded in memory. */
final class Inspection {

    private static final int MOST_SERVICES = 50_000;
    private static final int MOST_METRICS = 20_000;
    private static final int MOST_ATTRIBUTES = 200;
    private static final int MOST_CLOCKS = 1_000;
    private static final SampleChecks CHECKS = SampleChecks.standard();
    /** No limit of metrics here: what a limit leaves out is told by service. */
    private static final Mapper.Bounds ALL = new Mapper.Bounds(10_000, Mapper.Bounds.STANDARD.mostAheadMillis());

    final SortedMap<Format, Long> formats = new TreeMap<>();
    final SortedMap<String, Long> unreadable = new TreeMap<>();
    final SortedMap<String, Long> leftByDecoder = new TreeMap<>();
    final SortedMap<String, ServiceSight> services = new TreeMap<>();
    final SortedMap<String, MetricSight> metrics = new TreeMap<>();
    /** Attribute of resources to some of its values. */
    final SortedMap<String, String> resourceAttributes = new TreeMap<>();
    /** Services that are refused because their clocks are far ahead. */
    final SortedMap<String, ServiceSight> ahead = new TreeMap<>();
    final CallSights calls = new CallSights();
    long records;
    long bytes;
    long points;
    long pointsTaken;
    long keyed;
    long servicesBeyond;
    long firstMillis = Long.MAX_VALUE;
    long lastMillis = Long.MIN_VALUE;
    private final FormatGuess guess;
    private final Format format;
    private final Mapper mapper;

    /**
     * @param maps in the order they are asked
     * @param avro reads our own samples
     */
    Inspection(String topic, Format format, List<MetricMap> maps, Decoder avro) {
        this.guess = new FormatGuess(avro);
        this.format = format;
        this.mapper = new Mapper(maps, topic, ALL);
    }

    void take(byte @Nullable [] key, byte @Nullable [] value, long millis) {
        records++;
        firstMillis = Math.min(firstMillis, millis);
        lastMillis = Math.max(lastMillis, millis);
        if (value == null) {
            unreadable.merge("null", 1L, Long::sum);
            return;
        }
        bytes += value.length;
        FormatGuess.Read read = guess.read(format, value, millis);
        switch (read.decoding()) {
            case Decoding.Samples(List<Sample> samples) -> {
                formats.merge(read.format(), 1L, Long::sum);
                samples.forEach(sample -> own(sample, key, millis));
            }
            case Decoding.Points decoded -> {
                formats.merge(read.format(), 1L, Long::sum);
                decoded.left().forEach((reason, times) -> leftByDecoder.merge(reason.label(), (long) times, Long::sum));
                decoded.resources().forEach(resource -> foreign(resource, key, millis));
            }
            case Decoding.Unreadable(String reason, String _) -> unreadable.merge(reason, 1L, Long::sum);
            case Decoding.Held(String _, String _) -> unreadable.merge("registry_needed", 1L, Long::sum);
        }
    }

    private void own(Sample sample, byte @Nullable [] key, long millis) {
        points += sample.values().length;
        switch (CHECKS.check(sample, millis, reason -> leftByDecoder.merge(reason, 1L, Long::sum))) {
            case SampleChecks.Usable(Sample usable) -> usable(usable, key, millis);
            case SampleChecks.Refusal(String reason, String _) -> {
                leftByDecoder.merge(reason, (long) sample.values().length, Long::sum);
                if (reason.equals("clock_ahead")) {
                    ahead(sample.key(), sample.instance(), sample.values().length,
                            millis - sample.timeMillis());
                }
            }
        }
    }

    private void usable(Sample sample, byte @Nullable [] key, long millis) {
        String service = sample.key();
        pointsTaken += sample.values().length;
        keyed += isKey(key, service) ? 1 : 0;
        ServiceSight sight = service(service);
        if (sight != null) {
            sight.saw(sample.instance(), sample.values().length, millis - sample.timeMillis());
            sight.outputs.addAll(sample.names().asList());
        }
        for (String name : sample.names().asList()) {
            MetricSight metric = metric(name);
            metric.points++;
            metric.kind = "value";
            metric.map = "(own)";
            metric.outputs.add(name);
        }
    }

    private void foreign(ResourcePoints resource, byte @Nullable [] key, long millis) {
        resource.attributes().forEach((attribute, value) -> {
            if (resourceAttributes.size() < MOST_ATTRIBUTES) {
                resourceAttributes.putIfAbsent(attribute, value);
            }
        });
        for (Point point : resource.points()) {
            points++;
            metric(point.metric()).saw(resource.attributes(), point);
            Map<String, String> left = new HashMap<>();
            ResourcePoints one = new ResourcePoints(resource.attributes(), resource.scope(), List.of(point));
            List<MappedSample> samples = mapper.map(List.of(one), millis, left::put);
            if (left.containsValue("clock_ahead")) {
                ahead(one, millis - point.timeMillis());
            }
            left.values().forEach(reason -> metric(point.metric()).left.merge(reason, 1L, Long::sum));
            calls.saw(point, samples.isEmpty() ? null : samples.getFirst().service());
            samples.forEach(sample -> mapped(sample, point, resource.attributes(), key, millis));
            pointsTaken += samples.isEmpty() ? 0 : 1;
        }
    }

    /** Whose clock it is that is too far ahead: what would be made of the point if nobody looked at its time. */
    private void ahead(ResourcePoints one, long ageMillis) {
        for (MappedSample sample : mapper.map(List.of(one), -1, (_, _) -> {
        })) {
            ahead(sample.service().toString(), sample.instance(), 1, ageMillis);
        }
    }

    private void ahead(String service, String instance, int itsPoints, long ageMillis) {
        if (ahead.containsKey(service) || ahead.size() < MOST_CLOCKS) {
            ahead.computeIfAbsent(service, _ -> new ServiceSight()).saw(instance, itsPoints, ageMillis);
        }
    }

    private void mapped(MappedSample sample, Point point, Attributes resource, byte @Nullable [] key, long millis) {
        String name = sample.service().toString();
        keyed += isKey(key, name) ? 1 : 0;
        ServiceSight service = service(name);
        MetricSight metric = metric(point.metric());
        for (Input input : sample.inputs()) {
            metric.map = mapper.mapOf(input);
            metric.outputs.addAll(input.outputs());
            if (service != null) {
                service.outputs.addAll(input.outputs());
            }
        }
        if (service != null) {
            service.saw(sample.instance(), 1, millis - point.timeMillis());
        }
    }

    private static boolean isKey(byte @Nullable [] key, String service) {
        return key != null && new String(key, StandardCharsets.UTF_8).equals(service);
    }

    private @Nullable ServiceSight service(String name) {
        ServiceSight known = services.get(name);
        if (known == null && services.size() >= MOST_SERVICES) {
            servicesBeyond++;
            return null;
        }
        return known != null ? known : services.computeIfAbsent(name, any -> new ServiceSight());
    }

    private MetricSight metric(String name) {
        MetricSight known = metrics.get(name);
        if (known != null) {
            return known;
        }
        String kept = metrics.size() < MOST_METRICS ? name : "(others)";
        return metrics.computeIfAbsent(kept, MetricSight::new);
    }
}
