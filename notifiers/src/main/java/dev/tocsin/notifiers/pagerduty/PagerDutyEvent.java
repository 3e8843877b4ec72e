package dev.tocsin.notifiers.pagerduty;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.notifiers.text.Cut;
import dev.tocsin.notifiers.text.Words;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.Transition;

/** Notifications as events of PagerDuty's Events API v2, within its limits. */
final class PagerDutyEvent {

    static final int MAX_SUMMARY = 1_024;
    private static final int MAX_FIELD = 255;
    private static final int MAX_MISSED = 200;
    private static final int MAX_MISSED_LINE = 500;

    private final PagerDutySettings settings;

    PagerDutyEvent(PagerDutySettings settings) {
        this.settings = settings;
    }

    /**
     * Trigger, acknowledge or resolve, as the notification asks.
     *
     * @param open whether PagerDuty has the incident open
     */
    byte[] full(Notification notification, boolean open) {
        return switch (action(notification, open)) {
            case "trigger" -> SizeLadder.fit(trigger(notification, EventDetails.of(notification)));
            case String action -> SizeLadder.bytes(bare(action, notification.getIncident()));
        };
    }

    /** The same with nothing but what PagerDuty requires. */
    byte[] plainest(Notification notification, boolean open) {
        String action = action(notification, open);
        ObjectNode event = bare(action, notification.getIncident());
        if (action.equals("trigger")) {
            payload(event, Words.summary(notification), Words.service(notification), severity(notification));
        }
        return SizeLadder.bytes(event);
    }

    /** One event about incidents that opened and closed before PagerDuty could be told; deduplicated by the first. */
    byte[] missed(List<Notification> closed) {
        ObjectNode event = bare("trigger", "missed/" + closed.getFirst().getIncident());
        String summary = "Happened before PagerDuty could be told, and is over: " + (closed.size() == 1
                ? Words.summary(closed.getFirst())
                : closed.size() + " incidents, the first " + Words.summary(closed.getFirst()));
        ObjectNode payload = payload(event, summary, "tocsin", "warning");
        ArrayNode lines = payload.putObject("custom_details").put("incidents", closed.size()).putArray("lines");
        closed.stream().limit(MAX_MISSED).map(PagerDutyEvent::line).forEach(lines::add);
        return SizeLadder.fit(event);
    }

    /** An acknowledge of what PagerDuty has not opened would be dropped: then it is told as a trigger. */
    static String action(Notification notification, boolean open) {
        if (notification.getAction() == Action.resolve) {
            return "resolve";
        }
        return open && notification.getTransition() == Transition.acknowledged ? "acknowledge" : "trigger";
    }

    private ObjectNode trigger(Notification notification, ObjectNode details) {
        ObjectNode event = bare("trigger", notification.getIncident());
        event.put("client", "Tocsin");
        if (settings.clientUrl() != null) {
            event.put("client_url", settings.clientUrl());
        }
        link(event, notification.getRunbook());
        ObjectNode payload = payload(event, Words.summary(notification), Words.service(notification),
                severity(notification));
        payload.put("timestamp", notification.getAt().toString());
        payload.put("component", field(notification.getService()));
        payload.put("group", field(notification.getNamespace()));
        payload.put("class", field(notification.getRule()));
        payload.set("custom_details", details);
        return event;
    }

    private ObjectNode bare(String action, String incident) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("routing_key", settings.routingKey().reveal());
        event.put("event_action", action);
        event.put("dedup_key", DedupKey.of(incident));
        return event;
    }

    private static ObjectNode payload(ObjectNode event, String summary, String source, String severity) {
        ObjectNode payload = event.putObject("payload");
        payload.put("summary", Cut.line(summary, MAX_SUMMARY));
        payload.put("source", field(source));
        payload.put("severity", severity);
        return payload;
    }

    /** Links stand at the top level, not in the payload. */
    private static void link(ObjectNode event, @Nullable String runbook) {
        if (runbook != null && (runbook.startsWith("https://") || runbook.startsWith("http://"))
                && runbook.length() <= MAX_SUMMARY) {
            event.putArray("links").addObject().put("href", Cut.line(runbook, MAX_SUMMARY)).put("text", "Runbook");
        }
    }

    /** PagerDuty takes lower case only. */
    private static String severity(Notification notification) {
        return notification.getSeverity().name().toLowerCase(Locale.ROOT);
    }

    private static String line(Notification closed) {
        return Cut.line(Words.dayAndClock(closed.getOpenedAt()) + ", for " + Words.openFor(closed) + ", "
                + Words.service(closed) + ": " + Words.summary(closed), MAX_MISSED_LINE);
    }

    private static String field(String value) {
        String field = Cut.line(value, MAX_FIELD);
        return field.isBlank() ? "unknown" : field;
    }
}
