package dev.tocsin.notifiers.alertmanager;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.notifiers.text.Cut;
import dev.tocsin.notifiers.text.Labels;
import dev.tocsin.notifiers.text.Quantity;
import dev.tocsin.notifiers.text.Words;
import dev.tocsin.schemas.v1.MatchedStep;
import dev.tocsin.schemas.v1.Notification;

/**
 * An incident as an alert of Alertmanager's API v2. Its labels are its identity there, so they hold the incident's id,
 * and an incident that changes its tier is another alert: the one told before must be ended by the same labels. It is
 * kept as text with the receiver's state, so that it can be sent again and ended after a restart.
 *
 * @param labels in the order of their names
 */
record Alert(SortedMap<String, String> labels, ObjectNode annotations, Instant startsAt) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_LABEL = 255;
    private static final int MAX_SUMMARY = 500;
    private static final int MAX_DESCRIPTION = 1_500;
    private static final int MAX_LINK = 1_000;
    private static final int STEPS = 8;

    /** @param added put on every alert; the incident's own and the owner's come before them */
    static Alert of(Notification notification, Map<String, String> added) {
        SortedMap<String, String> labels = identity(notification, added);
        ObjectNode annotations = plain(notification);
        annotations.put("description", Cut.text(description(notification), MAX_DESCRIPTION));
        annotations.put("state", notification.getTransition().name());
        String runbook = notification.getRunbook();
        if (runbook != null && !runbook.isBlank()) {
            annotations.put("runbook_url", Cut.line(runbook, MAX_LINK));
        }
        if (notification.getCappedBy() != null) {
            annotations.put("capped_by", Cut.line(Words.cap(notification.getCappedBy()), MAX_SUMMARY));
        }
        return new Alert(labels, annotations, notification.getOpenedAt());
    }

    /** The same with nothing but what an alert must have. */
    static Alert plainest(Notification notification, Map<String, String> added) {
        return new Alert(identity(notification, added), plain(notification), notification.getOpenedAt());
    }

    /** What {@link #stored()} wrote; null where there is nothing that can be read. */
    static @Nullable Alert read(@Nullable String stored) {
        if (stored == null) {
            return null;
        }
        try {
            JsonNode tree = JSON.readTree(stored);
            SortedMap<String, String> labels = new TreeMap<>();
            tree.path("labels").properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
            return labels.isEmpty() || !(tree.path("annotations") instanceof ObjectNode annotations)
                    ? null
                    : new Alert(labels, annotations, Instant.parse(tree.path("startsAt").asText()));
        } catch (JsonProcessingException | java.time.DateTimeException _) {
            return null;
        }
    }

    String stored() {
        return firing().toString();
    }

    /** It goes on: it ends by itself when it isn't sent again within {@code resolve_timeout}. */
    ObjectNode firing() {
        ObjectNode alert = JsonNodeFactory.instance.objectNode();
        ObjectNode names = alert.putObject("labels");
        labels.forEach(names::put);
        alert.set("annotations", annotations.deepCopy());
        alert.put("startsAt", startsAt.toString());
        return alert;
    }

    /** It is over; Alertmanager refuses an end that isn't after the start. */
    ObjectNode ended(Instant at) {
        Instant end = at.isAfter(startsAt) ? at : startsAt.plusMillis(1);
        return firing().put("endsAt", end.toString());
    }

    private static SortedMap<String, String> identity(Notification notification, Map<String, String> added) {
        SortedMap<String, String> labels = new TreeMap<>(added);
        Labels.ofOwner(notification).forEach((name, value) -> put(labels, name, value));
        put(labels, "alertname", notification.getRule());
        put(labels, "namespace", notification.getNamespace());
        put(labels, "service", notification.getService());
        put(labels, "severity", notification.getSeverity().name());
        put(labels, "tier", notification.getTier().name());
        put(labels, "team", notification.getTeam());
        put(labels, "incident", notification.getIncident());
        return labels;
    }

    private static void put(Map<String, String> labels, String name, @Nullable String value) {
        if (name.matches("[a-zA-Z_][a-zA-Z0-9_]*") && value != null && !value.isBlank()) {
            labels.put(name, Cut.line(value, MAX_LABEL));
        }
    }

    private static ObjectNode plain(Notification notification) {
        return JsonNodeFactory.instance.objectNode().put("summary",
                Cut.line(Words.summary(notification), MAX_SUMMARY));
    }

    private static String description(Notification notification) {
        StringBuilder text = new StringBuilder(notification.getReason());
        notification.getSteps().stream().limit(STEPS).forEach(step -> text.append('\n').append(line(step)));
        return text.toString().strip();
    }

    private static String line(MatchedStep step) {
        Quantity quantity = Quantity.of(step.getMetric(), step.getObserved(), step.getExpected());
        String seen = step.getMetric() == null ? "" : ": " + step.getMetric() + " " + quantity.seen();
        String expected = quantity.expected().isEmpty() ? "" : ", expected " + quantity.expected();
        return Words.clock(step.getAt()) + " " + step.getSignal() + seen + expected;
    }
}
