package dev.tocsin.app.change;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.v1.ChangeEvent;
import dev.tocsin.schemas.v1.ChangeKind;

/** What a request says of a change, or everything that is wrong with it. */
sealed interface ChangeRequest {

    /** It can be told. */
    record Valid(ChangeEvent change) implements ChangeRequest {}

    /** It can't; each problem names its field. */
    record Invalid(List<String> problems) implements ChangeRequest {}

    /** The most bytes of a body: a change is a line, not a document. */
    int MOST_BYTES = 64 * 1024;

    /**
     * Reads {@code {"service", "kind", "namespace"?, "at"?, "ref"?, "description"?}}.
     *
     * @param now the time of the change where the body says none; it can be at most five minutes ahead of it
     */
    static ChangeRequest read(byte[] body, Instant now) {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(body);
        } catch (IOException e) {
            return new Invalid(List.of("the body isn't JSON"));
        }
        return json == null || !json.isObject()
                ? new Invalid(List.of("the body isn't a JSON object"))
                : new Reading(json, now).read();
    }

    /** One reading of a body. */
    final class Reading {

        private static final Set<String> FIELDS = Set.of("namespace", "service", "at", "kind", "ref", "description");
        private static final Duration MOST_AHEAD = Duration.ofMinutes(5);
        private static final int MOST_REF = 200;
        private static final int MOST_DESCRIPTION = 2_000;

        private final JsonNode json;
        private final Instant now;
        private final List<String> problems = new ArrayList<>();

        private Reading(JsonNode json, Instant now) {
            this.json = json;
            this.now = now;
        }

        private ChangeRequest read() {
            json.fieldNames().forEachRemaining(name -> {
                if (!FIELDS.contains(name)) {
                    problems.add("'" + name + "' is no field; there are " + new TreeSet<>(FIELDS));
                }
            });
            String namespace = text("namespace", ServiceId.DEFAULT_NAMESPACE, ServiceId.MAX_BYTES);
            String service = text("service", "", ServiceId.MAX_BYTES);
            try {
                new ServiceId(namespace, service);
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
            var change = new ChangeEvent(namespace, service, at(), kind(), text("ref", "", MOST_REF),
                    text("description", "", MOST_DESCRIPTION));
            return problems.isEmpty() ? new Valid(change) : new Invalid(List.copyOf(problems));
        }

        private String text(String name, String otherwise, int most) {
            JsonNode value = json.path(name);
            if (value.isMissingNode() || value.isNull()) {
                return otherwise;
            }
            if (!value.isTextual() || value.asText().length() > most) {
                problems.add(name + " must be text of at most " + most + " characters");
                return otherwise;
            }
            return value.asText();
        }

        private ChangeKind kind() {
            String kind = text("kind", "", MOST_REF);
            return Arrays.stream(ChangeKind.values()).filter(one -> one != ChangeKind.unknown)
                    .filter(one -> one.name().equals(kind)).findFirst().orElseGet(() -> {
                        problems.add("kind '" + kind + "' is none of deploy, rollback, restart, flag, scale, config");
                        return ChangeKind.unknown;
                    });
        }

        private Instant at() {
            String at = text("at", now.toString(), MOST_REF);
            try {
                Instant time = Instant.parse(at);
                if (time.isAfter(now.plus(MOST_AHEAD))) {
                    problems.add("at " + at + " is more than five minutes ahead");
                }
                return time;
            } catch (DateTimeParseException e) {
                problems.add("at '" + at + "' isn't an instant like 2030-01-01T12:00:00Z");
                return now;
            }
        }
    }
}
