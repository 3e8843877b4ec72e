package dev.tocsin.topology.decode.otlp;

import java.util.ArrayList;
import java.util.List;

import dev.tocsin.topology.decode.Decoding;
import dev.tocsin.topology.decode.Left;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;
import dev.tocsin.topology.telemetry.ResourcePoints;

/** The points of one request, gathered by resource and scope. */
final class OtlpBatch {

    final DataPoint point = new DataPoint();
    final Left left = new Left();
    private final List<ResourcePoints> resources = new ArrayList<>();
    private final List<Point> points = new ArrayList<>();
    private Attributes resource = Attributes.NONE;
    private Attributes scopeAttributes = Attributes.NONE;
    private String scope = "";

    /** What follows is of this resource. */
    void resource(Attributes attributes) {
        resource = attributes;
    }

    /** What follows is of this scope of the resource; its attributes hold for its points, where they don't say otherwise. */
    void scope(String name, Attributes attributes) {
        scope = name;
        scopeAttributes = attributes;
    }

    /** All points of the scope were added. */
    void endScope() {
        if (!points.isEmpty()) {
            resources.add(new ResourcePoints(resource, scope, points));
            points.clear();
        }
    }

    /** Adds {@link #point}, or counts why not. */
    void add(MetricHead metric) {
        if (!scopeAttributes.isEmpty()) {
            point.attributes.addMissing(scopeAttributes);
        }
        Attributes attributes = point.attributes.build();
        String fault = point.fault(metric);
        if (fault == null) {
            points.add(point.point(metric, attributes));
        } else {
            left.add(fault);
        }
    }

    /** An attribute of whatever is read. */
    void attribute(Attributes.Builder attributes, String key, String value) {
        if (!attributes.add(key, value)) {
            left.add("too_many_attributes");
        }
    }

    Decoding done() {
        return new Decoding.Points(resources, left.counts());
    }
}
