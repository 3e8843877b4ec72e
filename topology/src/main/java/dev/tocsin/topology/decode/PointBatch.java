package dev.tocsin.topology.decode;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.ResourcePoints;

/** What is read of one record: its points, and what was left out of it and why. */
public final class PointBatch {

    private final List<ResourcePoints> resources = new ArrayList<>();
    private final Map<LeftOut, Integer> left = new EnumMap<>(LeftOut.class);

    /** Points of one resource; none are none. */
    public void add(Attributes resource, String scope, List<Point> points) {
        if (!points.isEmpty()) {
            resources.add(new ResourcePoints(resource, scope, points));
        }
    }

    /** Something isn't used. */
    public void leave(LeftOut reason) {
        left.merge(reason, 1, Integer::sum);
    }

    /** An attribute of whatever is read. */
    public void attribute(Attributes.Builder attributes, String key, String value) {
        if (!attributes.add(key, value)) {
            leave(LeftOut.TOO_MANY_ATTRIBUTES);
        }
    }

    /** A record of which something can be used, or of which nothing is at fault; otherwise it is unreadable. */
    public Decoding done() {
        return resources.isEmpty()
                ? left.entrySet().stream().filter(entry -> entry.getKey().isFault()).max(Map.Entry.comparingByValue())
                        .<Decoding>map(worst -> new Decoding.Unreadable(worst.getKey().label(),
                                "nothing in it can be used: " + left))
                        .orElseGet(() -> new Decoding.Points(resources, left))
                : new Decoding.Points(resources, left);
    }
}
