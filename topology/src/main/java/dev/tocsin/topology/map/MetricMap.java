package dev.tocsin.topology.map;

import java.util.List;

/**
 * How foreign telemetry becomes services and their metrics.
 *
 * @param name of its document
 * @param namespace of the services it speaks of, {@value #ALL} for all
 * @param sources the topics it speaks of
 * @param metrics the names of the metrics it speaks of
 * @param where what the attributes of the points it speaks of are
 * @param restDropped metrics that no rule matches are left out, not offered to the next map
 */
public record MetricMap(String name, String namespace, Globs sources, Globs metrics, Where where, Identity identity,
        List<Rule> rules, boolean restDropped) {

    /** Speaks of the services of all namespaces. */
    public static final String ALL = "*";

    /** Where names come from; of each list the first template whose attributes are there. */
    public record Identity(List<Template> namespace, List<Template> service, List<Template> instance) {

        public static final Identity NONE = new Identity(List.of(), List.of(), List.of());

        public Identity {
            namespace = List.copyOf(namespace);
            service = List.copyOf(service);
            instance = List.copyOf(instance);
        }
    }

    public MetricMap {
        rules = List.copyOf(rules);
    }

    /** Whether it speaks of the points of some metrics or with some attributes only. */
    boolean isParticular() {
        return !metrics.equals(Globs.ANY) || !where.equals(Where.ANY);
    }
}
