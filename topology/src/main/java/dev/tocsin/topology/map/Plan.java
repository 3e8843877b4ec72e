package dev.tocsin.topology.map;

import java.util.ArrayList;
import java.util.List;

import dev.tocsin.topology.derive.Combine;
import dev.tocsin.topology.derive.Input;
import dev.tocsin.topology.derive.Input.Kind;
import dev.tocsin.topology.derive.Input.Part;
import dev.tocsin.topology.limits.Understood;
import dev.tocsin.topology.map.Rule.Series;

import static dev.tocsin.topology.derive.Combine.MEAN;
import static dev.tocsin.topology.derive.Combine.SUM;

/**
 * What the maps say of the points of one metric: who gives them an identity, and which rules take them, in order.
 *
 * @param identities maps that may name the service
 * @param particular one of the namings is of some points only, so that each point must be asked
 * @param takers maps with rules for the metric
 */
record Plan(List<Naming> identities, boolean particular, List<Taker> takers) {

    private static final int MOST_RULES = 1_000;
    /** Behind all that a map names are the metrics it takes by the way and no built-in signal understands. */
    private static final int PER_MAP = 2 * MOST_RULES;
    /** The usual quantiles: the middle, and how bad it gets for one in twenty and one in a hundred. */
    private static final List<Double> USUAL = List.of(0.5, 0.95, 0.99);

    /** A map's rules for the metric. */
    record Taker(MetricMap map, List<Use> uses) {}

    /** One rule, one part of it, and the inputs that may come of it. */
    record Use(Rule rule, Series series, Part part, Input level, Input rate, Input quotient, Input quantiles) {}

    static Plan of(String metric, List<MetricMap> maps, List<Naming> namings) {
        List<Taker> takers = new ArrayList<>();
        for (int order = 0; order < maps.size(); order++) {
            MetricMap map = maps.get(order);
            if (!map.metrics().match(metric)) {
                continue;
            }
            List<Use> uses = new ArrayList<>();
            for (int rule = 0; rule < map.rules().size(); rule++) {
                uses.addAll(uses(metric, map.rules().get(rule), order * PER_MAP + rule));
            }
            if (!uses.isEmpty() || map.restDropped()) {
                takers.add(new Taker(map, List.copyOf(uses)));
            }
        }
        List<Naming> asked = namings.stream().filter(naming -> naming.map().metrics().match(metric)).toList();
        return new Plan(asked, asked.stream().anyMatch(naming -> naming.map().isParticular()), List.copyOf(takers));
    }

    /** The place of the map that an input comes from. */
    static int order(Input input) {
        return input.rank() / PER_MAP;
    }

    /** Whether any point of the metric may be of use. */
    boolean isOfUse() {
        return takers.stream().flatMap(taker -> taker.uses.stream()).anyMatch(use -> !use.rule.drop());
    }

    private static List<Use> uses(String metric, Rule rule, int rank) {
        List<Use> uses = new ArrayList<>();
        if (rule.series().match().match(metric)) {
            uses.add(use(metric, rule, rule.series(), rule.below().isPresent() ? Part.OF : Part.WHOLE, rank));
        }
        rule.below().filter(below -> below.match().match(metric))
                .ifPresent(below -> uses.add(use(metric, rule, below, Part.TO, rank)));
        return uses;
    }

    private static Use use(String metric, Rule rule, Series series, Part part, int place) {
        int rank = rule.name().isEmpty() && !Understood.metric(metric) && !Understood.metric(rateName(metric))
                ? place + MOST_RULES
                : place;
        String own = rule.name().isEmpty() ? metric : rule.name();
        String rateName = rule.name().isEmpty() ? rateName(metric) : rule.name();
        Combine within = rule.within().orElse(MEAN);
        Combine over = rule.over().orElse(MEAN);
        return new Use(rule, series, part,
                Input.of(own, rank, rule.factor(), Kind.LEVEL, within, over),
                Input.of(rateName, rank, rule.factor(), Kind.RATE, rule.within().orElse(SUM), rule.over().orElse(SUM)),
                Input.of(rule.name().isEmpty() ? metric + "_mean" : rule.name(), rank, rule.factor(),
                        rule.complement() ? Kind.COMPLEMENT : Kind.RATIO, within, over),
                new Input(rule.name().isEmpty() ? histogramName(metric) : own, rank, rule.factor(), Kind.QUANTILES,
                        within, over,
                        rule.quantiles().isEmpty() ? USUAL : rule.quantiles()));
    }

    private static String histogramName(String metric) {
        return metric.endsWith("_bucket") ? metric.substring(0, metric.length() - "_bucket".length()) : metric;
    }

    private static String rateName(String metric) {
        String bare = metric.endsWith("_total") ? metric.substring(0, metric.length() - "_total".length()) : metric;
        return bare + "_per_second";
    }
}
