package dev.tocsin.topology.config.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.topology.config.DocumentKey;
import dev.tocsin.topology.derive.Combine;
import dev.tocsin.topology.map.Globs;
import dev.tocsin.topology.map.MetricMap;
import dev.tocsin.topology.map.Rule;
import dev.tocsin.topology.map.Rule.As;
import dev.tocsin.topology.map.Rule.Series;
import dev.tocsin.topology.map.Rule.Take;
import dev.tocsin.topology.map.Template;
import dev.tocsin.topology.map.Where;

/** Reads the spec of a {@code MetricMap}. */
final class MetricMapReader {

    private static final Series NOTHING = new Series(Globs.ANY, Where.ANY, Take.USUAL);

    /** What brings a unit to seconds, ratios and bytes. */
    private static final Map<String, Double> UNITS = Map.ofEntries(Map.entry("ns", 1e-9), Map.entry("us", 1e-6),
            Map.entry("ms", 1e-3), Map.entry("s", 1.0), Map.entry("min", 60.0), Map.entry("percent", 0.01),
            Map.entry("ratio", 1.0), Map.entry("bytes", 1.0), Map.entry("kb", 1e3), Map.entry("kib", 1024.0),
            Map.entry("mb", 1e6), Map.entry("mib", 1048576.0), Map.entry("gb", 1e9), Map.entry("gib", 1073741824.0),
            Map.entry("bits", 0.125));

    private MetricMapReader() {}

    static Optional<Content.Mapping> read(Field spec, DocumentKey key) {
        MetricMap.Identity identity = new MetricMap.Identity(templates(spec.at("namespace")),
                templates(spec.at("service")), templates(spec.at("instance")));
        if (!key.everywhere()) {
            List.of("namespace", "service", "instance").stream().filter(spec::has).forEach(name -> spec.at(name)
                    .problem("goes only into a map of all namespaces: this one is asked once the namespace is known"));
        }
        List<Rule> rules = spec.at("metrics").items().stream().map(MetricMapReader::rule).flatMap(Optional::stream)
                .toList();
        Field when = spec.at("when");
        return spec.attempt(() -> new Content.Mapping(new MetricMap(key.name(), key.namespace(),
                globs(spec.at("source")), globs(when.at("metric")), where(when.at("where")), identity, rules,
                spec.at("rest").text().equals("drop"))));
    }

    private static Optional<Rule> rule(Field field) {
        Field ratio = field.at("ratio");
        refuse(field);
        Optional<Series> of = ratio.present() ? series(ratio.at("of")) : series(field);
        Optional<Series> to = ratio.present() ? series(ratio.at("to")) : Optional.empty();
        double factor = field.at("scale").value().asDouble(1) * UNITS.getOrDefault(field.at("unit").text(), 1.0);
        List<Double> quantiles = StreamSupport.stream(field.at("quantiles").value().spliterator(), false)
                .map(JsonNode::asDouble).toList();
        return of.isEmpty() || ratio.present() && to.isEmpty()
                ? Optional.empty()
                : field.attempt(() -> new Rule(of.orElse(NOTHING), field.at("name").text(),
                        field.at("as").as(name -> As.valueOf(upper(name))).orElse(As.BY_NAME), quantiles, to,
                        ratio.at("complement").value().asBoolean(false), combine(field.at("within")),
                        combine(field.at("over")), factor, field.has("drop")));
    }

    /** What would have no effect beside the rest of an entry. */
    private static void refuse(Field field) {
        if (field.has("ratio")) {
            refuse(field, "doesn't go with 'ratio'", "where", "take", "quantiles", "within", "over", "drop");
        }
        if (field.has("drop")) {
            refuse(field, "doesn't go with 'drop'", "name", "as", "take", "quantiles", "within", "over", "unit",
                    "scale");
        }
        if (field.has("quantiles")) {
            refuse(field, "doesn't go with 'quantiles'", "take", "as");
        }
    }

    private static void refuse(Field field, String why, String... names) {
        for (String name : names) {
            if (field.has(name)) {
                field.at(name).problem(why);
            }
        }
    }

    private static Optional<Series> series(Field field) {
        return field.attempt(() -> new Series(globs(field.at("match")), where(field.at("where")),
                field.at("take").as(name -> Take.valueOf(upper(name))).orElse(Take.USUAL)));
    }

    private static Optional<Combine> combine(Field field) {
        return field.as(name -> Combine.valueOf(upper(name)));
    }

    private static Globs globs(Field field) {
        return field.attempt(() -> Globs.parse(field.texts())).orElse(Globs.ANY);
    }

    private static Where where(Field field) {
        Map<String, List<String>> tests = new LinkedHashMap<>();
        field.entries().forEach(entry -> tests.put(entry.getKey(), entry.getValue().texts()));
        return field.attempt(() -> Where.of(tests)).orElse(Where.ANY);
    }

    private static List<Template> templates(Field field) {
        return field.items().stream().map(item -> item.as(Template::new)).flatMap(Optional::stream).toList();
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
