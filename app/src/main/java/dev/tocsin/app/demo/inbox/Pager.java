package dev.tocsin.app.demo.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * PagerDuty's Events API v2 as far as it can be told from outside: a trigger on an open key is a log entry, on a resolved
 * or unknown key a new incident; acknowledge and resolve of a key that isn't open are accepted and dropped. Not safe for
 * use by several threads.
 */
final class Pager {

    private static final int KEY_LENGTH = 32;
    private static final int MAX_DEDUP = 255;
    private static final int MAX_SUMMARY = 1_024;
    private static final int MAX_BYTES = 512 * 1024;
    private static final Set<String> ACTIONS = Set.of("trigger", "acknowledge", "resolve");
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");

    private final List<PagerIncident> incidents = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final Screen screen;

    Pager(Screen screen) {
        this.screen = screen;
    }

    Reply enqueue(byte[] body, @Nullable JsonNode event) {
        List<String> errors = event == null ? List.of("body is not JSON") : errors(event, body.length);
        if (event == null || !errors.isEmpty()) {
            ObjectNode refusal = Reply.object().put("status", "invalid event").put("message",
                    "Event object is invalid");
            ArrayNode list = refusal.putArray("errors");
            errors.forEach(list::add);
            return Reply.of(400, refusal);
        }
        String key = event.path("dedup_key").asText("generated-" + incidents.size());
        accept(key, event);
        return Reply.of(202,
                Reply.object().put("status", "success").put("message", "Event processed").put("dedup_key", key));
    }

    ArrayNode json(ArrayNode into) {
        incidents.forEach(incident -> into.add(incident.json()));
        return into;
    }

    private void accept(String key, JsonNode event) {
        PagerIncident open = open(key);
        switch (event.path("event_action").asText()) {
            case "trigger" -> trigger(key, open, event.path("payload"));
            case "acknowledge" -> {
                if (open != null && open.status() == PagerIncident.Status.TRIGGERED) {
                    open.became(PagerIncident.Status.ACKNOWLEDGED);
                    screen.pagerDuty("👀 acknowledged: " + open.summary(), List.of());
                }
            }
            default -> {
                if (open != null) {
                    open.became(PagerIncident.Status.RESOLVED);
                    screen.pagerDuty("✅ resolved: " + open.summary(), List.of());
                }
            }
        }
    }

    private void trigger(String key, @Nullable PagerIncident open, JsonNode payload) {
        String summary = payload.path("summary").asText();
        if (open != null) {
            open.note("triggered again: " + summary);
            screen.pagerDuty("   more on it: " + summary, List.of());
            return;
        }
        PagerIncident incident = new PagerIncident(key, summary, payload.path("severity").asText());
        incident.note("triggered: " + summary);
        incidents.add(incident);
        keys.add(key);
        screen.pagerDuty("🔔 PAGE (" + payload.path("severity").asText() + "): " + summary, climb(payload));
    }

    private @Nullable PagerIncident open(String key) {
        for (int i = incidents.size() - 1; i >= 0; i--) {
            if (keys.get(i).equals(key) && incidents.get(i).isOpen()) {
                return incidents.get(i);
            }
        }
        return null;
    }

    private static List<String> climb(JsonNode payload) {
        List<String> lines = new ArrayList<>();
        for (JsonNode step : payload.path("custom_details").path("sequence")) {
            String metric = step.has("metric")
                    ? ": " + step.path("metric").asText() + " " + step.path("observed").asText() + ", expected "
                            + step.path("expected").asText()
                    : "";
            lines.add(step.path("at").asText() + "  " + step.path("signal").asText() + " on "
                    + step.path("service").asText() + metric);
        }
        return lines;
    }

    private static List<String> errors(JsonNode event, int bytes) {
        List<String> errors = new ArrayList<>();
        String action = event.path("event_action").asText();
        require(errors, bytes <= MAX_BYTES, "body is larger than 512 KB");
        require(errors, event.path("routing_key").asText().length() == KEY_LENGTH,
                "Length of 'routing_key' is incorrect (should be 32 characters)");
        require(errors, ACTIONS.contains(action), "'event_action' is unknown");
        require(errors, event.path("dedup_key").asText().length() <= MAX_DEDUP, "'dedup_key' is too long");
        if (action.equals("trigger")) {
            JsonNode payload = event.path("payload");
            String summary = payload.path("summary").asText();
            require(errors, !summary.isBlank() && summary.length() <= MAX_SUMMARY,
                    "'payload.summary' is missing or over 1024 characters");
            require(errors, !payload.path("source").asText().isBlank(), "'payload.source' is missing");
            require(errors, SEVERITIES.contains(payload.path("severity").asText()),
                    "'payload.severity' is invalid (must be one of critical, warning, error or info)");
        } else {
            require(errors, event.has("dedup_key"), "'dedup_key' is missing");
        }
        return errors;
    }

    private static void require(List<String> errors, boolean holds, String error) {
        if (!holds) {
            errors.add(error);
        }
    }
}
