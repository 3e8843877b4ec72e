package dev.tocsin.topology.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.derive.Input;
import dev.tocsin.topology.derive.MappedSample;
import dev.tocsin.topology.map.Plan.Taker;
import dev.tocsin.topology.map.Plan.Use;
import dev.tocsin.topology.sample.Sample;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.ResourcePoints;
import dev.tocsin.topology.telemetry.Wanted;

/**
 * What some maps make of the telemetry of one source: the function from a resource's points to the selected inputs of
 * services' instances. What it knows of each metric name is worked out once. Thread-safe.
 */
public final class Mapper implements Wanted {

    /** Beyond so many names they are worked out anew each time: a producer puts ids into them. */
    private static final int MOST_NAMES = 20_000;
    private static final int MOST_NAME_CHARACTERS = 200;
    /** Clocks of producers and collectors differ by as much. */
    private static final long TOLERANCE_MILLIS = 5_000;

    private final List<MetricMap> maps;
    private final List<Naming> namings;
    private final Bounds bounds;
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();

    /**
     * What a mapper keeps to.
     *
     * @param mostMetrics of one sample
     * @param mostAheadMillis a point further ahead of its record's time stamp than this has a wrong clock
     */
    public record Bounds(int mostMetrics, long mostAheadMillis) {

        /** Forty metrics, ten minutes. */
        public static final Bounds STANDARD = new Bounds(40, 600_000);
    }

    /** An instance, while the points of a resource are gone through. */
    private record Who(ServiceId service, String instance) {}

    /**
     * @param maps in the order they are asked
     * @param source the topic
     */
    public Mapper(List<MetricMap> maps, String source, Bounds bounds) {
        this.maps = maps.stream().filter(map -> map.sources().match(source)).toList();
        this.namings = this.maps.stream().filter(map -> !map.identity().equals(MetricMap.Identity.NONE))
                .map(Naming::new).toList();
        this.bounds = bounds;
    }

    @Override
    public boolean metric(String name) {
        return plan(name).isOfUse();
    }

    /** The name of the map that made an input. */
    public String mapOf(Input input) {
        return maps.get(Plan.order(input)).name();
    }

    /**
     * The samples of a record's resources, one for each instance its points speak of: scopes of one resource, and lines of
     * one host, come together, and are one record of the re-key.
     *
     * @param recordMillis of the record they came in, negative where it has none
     */
    public List<MappedSample> map(List<ResourcePoints> resources, long recordMillis, Left left) {
        Map<Who, Sheet> sheets = new LinkedHashMap<>();
        for (ResourcePoints resource : resources) {
            Names names = new Names(resource.attributes());
            for (Point point : resource.points()) {
                String reason = take(point, resource, names, recordMillis, sheets);
                if (reason != null) {
                    left.left(point.metric(), reason);
                }
            }
        }
        List<MappedSample> samples = new ArrayList<>(sheets.size());
        for (Sheet sheet : sheets.values()) {
            if (!sheet.isEmpty()) {
                samples.add(sheet.done(bounds.mostMetrics, left));
            }
        }
        return samples;
    }

    /**
     * What the maps take of a sample in our own form, which says itself whose it is. Its labels are the attributes.
     *
     * @param taken told the place of each metric that is taken: it goes on as the map says, not as it is
     */
    public Optional<MappedSample> own(Sample sample, IntConsumer taken, Left left) {
        Attributes labels = Attributes.of(sample.labels());
        ResourcePoints resource = new ResourcePoints(labels, List.of());
        Sheet sheet = new Sheet(sample.service(), sample.instance());
        for (int i = 0; i < sample.names().size(); i++) {
            String metric = sample.names().get(i);
            Taker taker = taker(plan(metric), sample.service(), labels, labels);
            if (taker != null) {
                taken.accept(i);
                Point point = new Point.Untyped(metric, "", labels, sample.timeMillis(), sample.values()[i]);
                String reason = take(point, resource, taker, sheet, 0);
                if (reason != null) {
                    left.left(metric, reason);
                }
            }
        }
        return sheet.isEmpty() ? Optional.empty() : Optional.of(sheet.done(bounds.mostMetrics, left));
    }

    private @Nullable String take(Point point, ResourcePoints resource, Names names, long recordMillis,
            Map<Who, Sheet> sheets) {
        if (point.timeMillis() <= 0) {
            return "no_time";
        }
        if (recordMillis >= 0 && point.timeMillis() - recordMillis > bounds.mostAheadMillis) {
            return "clock_ahead";
        }
        if (point.metric().isBlank() || point.metric().length() > MOST_NAME_CHARACTERS) {
            return point.metric().isBlank() ? "blank_name" : "long_name";
        }
        Plan plan = plan(point.metric());
        Identities.Found who = names.of(plan, point.attributes());
        ServiceId service = who.service();
        if (service == null) {
            return who.reason();
        }
        Taker taker = taker(plan, service, resource.attributes(), point.attributes());
        if (taker == null) {
            return "no_rule";
        }
        Sheet sheet = sheets.computeIfAbsent(new Who(service, who.instance()),
                added -> new Sheet(added.service, added.instance));
        return take(point, resource, taker, sheet, shift(point, recordMillis));
    }

    /** A clock that is ahead of the record is set right by it: one such instance mustn't close everybody's windows. */
    private static long shift(Point point, long recordMillis) {
        long ahead = point.timeMillis() - recordMillis;
        return recordMillis < 0 || ahead <= TOLERANCE_MILLIS ? 0 : -ahead;
    }

    private static @Nullable String take(Point point, ResourcePoints resource, Taker taker, Sheet sheet, long shift) {
        long series = SeriesHash.of(resource.scope(), point.metric(), point.attributes());
        String reason = "dropped";
        boolean taken = false;
        for (Use use : taker.uses()) {
            if (use.series().where().match(resource.attributes(), point.attributes())) {
                if (use.rule().drop()) {
                    break;
                }
                String refusal = Translation.of(point, use, series, sheet, shift);
                taken |= refusal == null;
                reason = refusal == null ? reason : refusal;
            }
        }
        return taken ? null : reason;
    }

    /** The first map that speaks of the point's service and attributes and has a rule for it. */
    private static @Nullable Taker taker(Plan plan, ServiceId service, Attributes resource, Attributes point) {
        for (Taker taker : plan.takers()) {
            MetricMap map = taker.map();
            if ((map.namespace().equals(MetricMap.ALL) || map.namespace().equals(service.namespace()))
                    && map.where().match(resource, point)
                    && (map.restDropped() || anyUse(taker, resource, point))) {
                return taker;
            }
        }
        return null;
    }

    private static boolean anyUse(Taker taker, Attributes resource, Attributes point) {
        for (Use use : taker.uses()) {
            if (use.series().where().match(resource, point)) {
                return true;
            }
        }
        return false;
    }

    private Plan plan(String metric) {
        Plan known = plans.get(metric);
        if (known != null) {
            return known;
        }
        Plan plan = Plan.of(metric, maps, namings);
        if (plans.size() < MOST_NAMES) {
            plans.put(metric, plan);
        }
        return plan;
    }

    /** The identities of one resource's points: the same for all where the resource itself says who it is. */
    private static final class Names {

        private final Attributes resource;
        private Identities.@Nullable Found own;

        Names(Attributes resource) {
            this.resource = resource;
        }

        Identities.Found of(Plan plan, Attributes point) {
            if (plan.particular()) {
                return Identities.of(plan.identities(), resource, point);
            }
            Identities.Found known = own;
            if (known == null) {
                known = Identities.of(plan.identities(), resource, resource == point ? point : Attributes.NONE);
                own = known;
            }
            return known.service() != null || resource == point
                    ? known
                    : Identities.of(plan.identities(), resource, point);
        }
    }
}
