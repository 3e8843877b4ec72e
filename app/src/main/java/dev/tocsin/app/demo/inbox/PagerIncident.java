package dev.tocsin.app.demo.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One PagerDuty incident: keeps the title and severity of its first trigger, and a log of everything. */
final class PagerIncident {

    /** Where an incident is in its life. */
    enum Status {
        TRIGGERED, ACKNOWLEDGED, RESOLVED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String dedupKey;
    private final String summary;
    private final String severity;
    private final List<String> log = new ArrayList<>();
    private Status status = Status.TRIGGERED;

    PagerIncident(String dedupKey, String summary, String severity) {
        this.dedupKey = dedupKey;
        this.summary = summary;
        this.severity = severity;
    }

    boolean isOpen() {
        return status != Status.RESOLVED;
    }

    Status status() {
        return status;
    }

    String summary() {
        return summary;
    }

    void became(Status next) {
        status = next;
        log.add(next.word());
    }

    void note(String line) {
        log.add(line);
    }

    ObjectNode json() {
        ObjectNode json = Reply.object().put("dedup_key", dedupKey).put("status", status.word())
                .put("summary", summary).put("severity", severity);
        ArrayNode lines = json.putArray("log");
        log.forEach(lines::add);
        return json;
    }
}
