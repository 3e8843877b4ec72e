package dev.tocsin.topology.decode.otlp;

import java.util.ArrayList;
import java.util.List;

import dev.tocsin.topology.decode.LeftOut;
import dev.tocsin.topology.decode.PointBatch;
import dev.tocsin.topology.telemetry.Attributes;
import dev.tocsin.topology.telemetry.Point;

/** Gathers the points of one resource and scope after the other. */
final class ScopePoints {

    /** The point being read. */
    final DataPoint point = new DataPoint();
    private final PointBatch batch;
    private final List<Point> points = new ArrayList<>();
    private Attributes resource = Attributes.NONE;
    private Attributes scopeAttributes = Attributes.NONE;
    private String scope = "";

    ScopePoints(PointBatch batch) {
        this.batch = batch;
    }

    /** What follows is of this resource. */
    void resource(Attributes attributes) {
        resource = attributes;
    }

    /** What follows is of this scope of the resource; its attributes hold for its points, where they don't say otherwise. */
    void scope(String name, Attributes attributes) {
        scope = name;
        scopeAttributes = attributes;
    }

    /** Adds {@link #point}, or counts why not. */
    void add(MetricHead metric) {
        if (!scopeAttributes.isEmpty()) {
            point.attributes.addMissing(scopeAttributes);
        }
        Attributes attributes = point.attributes.build();
        LeftOut fault = point.fault(metric.kind());
        if (fault == null) {
            points.add(point.point(metric, attributes));
        } else {
            batch.leave(fault);
        }
    }

    /** All points of the scope were added. */
    void endScope() {
        batch.add(resource, scope, points);
        points.clear();
    }
}
