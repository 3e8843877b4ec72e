package dev.tocsin.notifiers.pagerduty;

import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Brings an event under PagerDuty's size limit: drops the least important details first, one rung at a time, and says
 * in {@code dropped_for_size} what it dropped.
 */
final class SizeLadder {

    /** PagerDuty refuses a body over 512 KB; the rest is left for what a proxy may add. */
    static final int MAX_BYTES = 500_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FEW = 20;

    private record Rung(String drops, Consumer<ObjectNode> apply) {}

    private static final List<Rung> RUNGS = List.of(
            new Rung("labels", details -> details.remove(EventDetails.LABELS)),
            new Rung("evidence of hypotheses", SizeLadder::withoutEvidence),
            new Rung("hypotheses", details -> details.remove(EventDetails.HYPOTHESES)),
            new Rung("all but the first lines", details -> keepFew(details, "lines")),
            new Rung("all but the first metrics", details -> keepFew(details, EventDetails.METRICS)),
            new Rung("all but the first steps", details -> keepFew(details, EventDetails.STEPS)),
            new Rung("metrics", details -> details.remove(EventDetails.METRICS)),
            new Rung("steps", details -> details.remove(EventDetails.STEPS)),
            new Rung("all details", ObjectNode::removeAll));

    private SizeLadder() {}

    /** The event as UTF-8 JSON of at most {@link #MAX_BYTES}; its details are changed in place. */
    static byte[] fit(ObjectNode event) {
        return fit(event, MAX_BYTES);
    }

    static byte[] fit(ObjectNode event, int maxBytes) {
        byte[] json = bytes(event);
        if (json.length <= maxBytes || !(event.at("/payload/custom_details") instanceof ObjectNode details)) {
            return json;
        }
        ArrayNode dropped = details.arrayNode();
        for (Rung rung : RUNGS) {
            rung.apply.accept(details);
            details.set("dropped_for_size", dropped.add(rung.drops));
            json = bytes(event);
            if (json.length <= maxBytes) {
                break;
            }
        }
        return json;
    }

    static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    private static void withoutEvidence(ObjectNode details) {
        for (JsonNode guess : details.path(EventDetails.HYPOTHESES)) {
            ((ObjectNode) guess).remove(List.of("for", "against"));
        }
    }

    private static void keepFew(ObjectNode details, String name) {
        if (details.get(name) instanceof ArrayNode list) {
            while (list.size() > FEW) {
                list.remove(list.size() - 1);
            }
        }
    }
}
