package dev.tocsin.bench.sequences;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.tocsin.bench.driven.NamedServer;
import dev.tocsin.bench.driven.NamedServer.Part;

/** Services, what is done to them, and the rule that must see it. */
record Stage(List<NamedServer> services, Script script, Instant start) {

    /** How long the first rows are left alone. */
    private static final Duration CALM = Duration.ofDays(3);

    private static final String RULE = """
            {"kind": "EscalationRule", "name": "cascading-failure", "spec": {
              "match": {"sequence": [
                {"signal": "latency_high", "tier": "digest"},
                {"signal": "errors_up", "within": "%1$ds", "tier": "notify"},
                {"signal": "cpu_saturated", "within": "%1$ds", "tier": "page"}]},
              "within": "%2$ds", "unless": "healthy"}}""";

    static Stage of(List<NamedServer> services, long seed) {
        int calm = (int) CALM.dividedBy(services.getFirst().step());
        return new Stage(services, Script.of(services, calm, seed), Instant.parse("2026-01-05T00:00:00Z"));
    }

    Duration step() {
        return services.getFirst().step();
    }

    int rows() {
        return services.stream().mapToInt(service -> service.rows().length).min().orElse(0);
    }

    Instant at(int row) {
        return start.plus(step().multipliedBy(row));
    }

    List<String> names() {
        return services.stream().map(NamedServer::service).toList();
    }

    /** The shipped cascade with its bounds in windows: five for a hop and ten for the whole. */
    String rule() {
        long seconds = step().toSeconds();
        return String.format(Locale.ROOT, RULE, 5 * seconds, 10 * seconds);
    }

    /** What a service measures in a row, with what is done to it. */
    Map<String, Double> metrics(int service, int row) {
        Map<String, Double> metrics = services.get(service).metrics(row);
        for (Part part : Part.values()) {
            metrics.computeIfPresent(part.metric(), (name, value) -> script.on(service, part, value, row));
        }
        return metrics;
    }

    Tally tally(List<Paged> pages) {
        return Tally.of(script, names(), start, step(), pages);
    }
}
