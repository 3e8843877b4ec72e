package dev.tocsin.topology.telemetry;

import java.util.List;

/**
 * The points of one resource and one instrumentation scope. A series is told apart by resource, scope, metric and the
 * point's attributes together. Formats that know no resources (Telegraf, influx, Prometheus) give the tags of a line both
 * as the resource's attributes and as those of its points, the same object.
 *
 * @param attributes of the resource, such as {@code service.name}
 * @param scope the name of the instrumentation library, empty where the format has none
 */
public record ResourcePoints(Attributes attributes, String scope, List<Point> points) {

    public ResourcePoints {
        points = List.copyOf(points);
    }

    /** Points without a scope. */
    public ResourcePoints(Attributes attributes, List<Point> points) {
        this(attributes, "", points);
    }
}
