package dev.tocsin.topology.config.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.route.Criteria;
import dev.tocsin.escalation.route.Route;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.Glob;

/** Reads the spec of a {@code Route}. */
final class RouteReader {

    private RouteReader() {}

    static Optional<Content.Routed> read(Field spec, Document origin) {
        Criteria match = criteria(spec.at("match"), origin);
        int order = spec.at("order").value().asInt(Route.USUAL_ORDER);
        boolean goesOn = spec.at("continue").value().asBoolean(false);
        return spec.attempt(() -> new Content.Routed(
                new Route(origin, order, match, spec.at("receivers").texts(), goesOn)));
    }

    private static Criteria criteria(Field match, Document origin) {
        Set<Tier> tiers = match.at("tier").texts().stream().map(SuppressionRuleReader::tier)
                .collect(Collectors.toSet());
        Map<String, Glob> labels = new LinkedHashMap<>();
        match.at("labels").entries().forEach(
                label -> label.getValue().as(Glob::new).ifPresent(glob -> labels.put(label.getKey(), glob)));
        return new Criteria(ServiceGlobs.read(match.at("service"), origin), globs(match.at("rule")),
                globs(match.at("team")), labels, tiers, HoursReader.read(match.at("hours")).orElse(null));
    }

    private static List<Glob> globs(Field field) {
        return field.items().stream().map(item -> item.as(Glob::new)).flatMap(Optional::stream).toList();
    }
}
