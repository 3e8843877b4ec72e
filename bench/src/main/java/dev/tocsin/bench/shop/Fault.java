package dev.tocsin.bench.shop;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One fault as it happened.
 *
 * @param start epoch milliseconds, as is {@code end}
 * @param visible when each of its effects was seen, by the effect's name
 */
record Fault(FaultKind kind, long start, long end, Map<String, Effect.Seen> visible) {

    /** Looks up in the recording when the effects of a fault between {@code start} and {@code end} came and went. */
    static Fault observe(FaultKind kind, long start, long end, Recording recording) {
        Map<String, Effect.Seen> visible = new LinkedHashMap<>();
        for (Effect effect : kind.effects()) {
            effect.in(recording, start, end).ifPresent(seen -> visible.put(effect.name(), seen));
        }
        return new Fault(kind, start, end, visible);
    }

    String toJson() {
        String times = visible.entrySet().stream()
                .map(e -> "\"%s\": {\"first\": %d, \"last\": %d}".formatted(e.getKey(),
                        e.getValue().first(), e.getValue().last()))
                .collect(Collectors.joining(", "));
        return """
                {"name": "%s", "service": "%s", "start": %d, "end": %d,
                 "visible": {%s},
                 "what": "%s"}""".formatted(kind.name().toLowerCase(Locale.ROOT), kind.service(), start, end, times,
                kind.what());
    }
}
