package dev.tocsin.app.simulate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;
import dev.tocsin.escalation.verdict.Reading;
import dev.tocsin.escalation.verdict.Verdict;

/**
 * A verdict or a change as a line of JSON says it. Fields nobody knows are passed over.
 *
 * @param path what leads to the object, for messages
 */
record JsonLine(JsonNode object, String path) {

    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    Verdict verdict() {
        Map<String, Reading> metrics = new TreeMap<>();
        required("metrics").properties().forEach(metric -> metrics.put(metric.getKey(),
                new JsonLine(metric.getValue(), "metrics." + metric.getKey() + ".").reading()));
        Level level = word("level", Level.class, null);
        Phase phase = word("phase", Phase.class, Phase.MATURE);
        boolean anomalous = object.path("anomalous").asBoolean(level == Level.ANOMALOUS);
        return new Verdict(service(), instant("window_start"), instant("window_end"), phase,
                object.path("samples").asInt(1), number("score"), optional("p_value"), optional("rank"), level,
                anomalous, metrics);
    }

    /** @throws IllegalArgumentException naming the field that is missing or wrong */
    Change change() {
        return new Change(service(), instant("at"), word("kind", Change.Kind.class, null),
                object.path("ref").asText(""));
    }

    /**
     * What a person says: an incident's id names its service, or a service is named.
     *
     * @throws IllegalArgumentException naming the field that is missing or wrong
     */
    Feedback feedback() {
        IncidentId incident = object.hasNonNull("incident") ? new IncidentId(text("incident")) : null;
        ServiceId named = incident == null || object.hasNonNull("service")
                ? service()
                : incident.service().orElseGet(this::service);
        return new Feedback(named, incident, word("kind", Feedback.Kind.class, null), instant("at"),
                object.path("by").asText(""), object.path("comment").asText(""));
    }

    private Reading reading() {
        return new Reading(number("observed"), number("expected"), number("deviation"),
                word("direction", Direction.class, Direction.NONE),
                object.path("share").asDouble(0), word("level", Level.class, null));
    }

    private ServiceId service() {
        String service = text("service");
        return object.hasNonNull("namespace")
                ? new ServiceId(text("namespace"), service)
                : ServiceId.parse(service);
    }

    private Instant instant(String field) {
        String text = text(field);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    path + field + " '" + text + "' isn't a time such as 2026-01-01T00:00:00Z", e);
        }
    }

    private <E extends Enum<E>> E word(String field, Class<E> type, @org.jspecify.annotations.Nullable E absent) {
        if (absent != null && !object.hasNonNull(field)) {
            return absent;
        }
        String text = text(field);
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException(path + field + " '" + text + "' isn't one of "
                + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
    }

    private String text(String field) {
        JsonNode value = required(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(path + field + " is " + value + ", not text");
        }
        return value.textValue();
    }

    /** A number, or null where the detector had none. */
    private double number(String field) {
        JsonNode value = required(field);
        if (value.isNull()) {
            return Double.NaN;
        }
        if (!value.isNumber()) {
            throw new IllegalArgumentException(path + field + " is " + value + ", not a number");
        }
        return value.doubleValue();
    }

    private double optional(String field) {
        return object.has(field) ? number(field) : Double.NaN;
    }

    private JsonNode required(String field) {
        if (!object.has(field)) {
            throw new IllegalArgumentException("field '" + path + field + "' is missing");
        }
        return object.path(field);
    }
}
