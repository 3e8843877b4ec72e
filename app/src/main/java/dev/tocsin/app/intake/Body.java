package dev.tocsin.app.intake;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.escalation.identity.ServiceId;

/** A body of JSON on its way to a record: its fields, and what is wrong with them. */
public final class Body {

    private static final Duration MOST_AHEAD = Duration.ofMinutes(5);
    private static final int MOST_WORD = 200;

    private final JsonNode json;
    private final List<String> problems = new ArrayList<>();

    private Body(JsonNode json) {
        this.json = json;
    }

    /**
     * Reads a body.
     *
     * @param fields those there are
     * @param record makes the record of a body; what it finds wrong it says to the body
     */
    public static <R> Asked<R> read(byte[] bytes, Set<String> fields, Function<Body, Asked<R>> record) {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(bytes);
        } catch (IOException e) {
            return new Asked.Invalid<>(List.of("the body isn't JSON"));
        }
        if (json == null || !json.isObject()) {
            return new Asked.Invalid<>(List.of("the body isn't a JSON object"));
        }
        Body body = new Body(json);
        json.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                body.problem("'" + name + "' is no field; there are " + new TreeSet<>(fields));
            }
        });
        Asked<R> asked = record.apply(body);
        return body.problems.isEmpty() ? asked : new Asked.Invalid<>(body.problems);
    }

    /** Says what is wrong, once. */
    public void problem(String problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    public boolean has(String name) {
        return json.hasNonNull(name);
    }

    public String text(String name, String otherwise, int most) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual() || value.asText().length() > most) {
            problem(name + " must be text of at most " + most + " characters");
            return otherwise;
        }
        return value.asText();
    }

    /** The namespace it names, or the default one. */
    public String namespace() {
        return text("namespace", ServiceId.DEFAULT_NAMESPACE, ServiceId.MAX_BYTES);
    }

    /** The service it names; a problem where it names none that can be. */
    public String service() {
        String service = text("service", "", ServiceId.MAX_BYTES);
        try {
            new ServiceId(namespace(), service);
        } catch (IllegalArgumentException e) {
            problem(String.valueOf(e.getMessage()));
        }
        return service;
    }

    /** One of some words; the first of them, and a problem, where it is none. */
    public String word(String name, List<String> words) {
        String word = text(name, "", MOST_WORD);
        if (words.contains(word)) {
            return word;
        }
        problem(name + " '" + word + "' is none of " + String.join(", ", words));
        return words.getFirst();
    }

    /** The time it says, at most five minutes ahead of {@code now}, or else that. */
    public Instant at(Instant now) {
        String at = text("at", now.toString(), MOST_WORD);
        try {
            Instant time = Instant.parse(at);
            if (time.isAfter(now.plus(MOST_AHEAD))) {
                problem("at " + at + " is more than five minutes ahead");
            }
            return time;
        } catch (DateTimeParseException e) {
            problem("at '" + at + "' isn't an instant like 2030-01-01T12:00:00Z");
            return now;
        }
    }
}
