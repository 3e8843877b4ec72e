package dev.tocsin.notifiers.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.OrderConfidence;
import dev.tocsin.schemas.v1.Severity;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

/** What templates are tried out with. All fields are said: Avro makes a default's records only of classes it trusts. */
final class Samples {

    private static final Instant AT = Instant.EPOCH;

    private Samples() {}

    /** Everything that can be there, with text that must be escaped. */
    static Map<String, @Nullable Object> full() {
        ObjectNode payload = Payload.plainest(notification("\"shop\" \\ co"));
        payload.withArray("steps").addObject().put("at", AT.toString()).put("signal", "s").put("service", "n/s")
                .put("tier", "page").put("metric", "m").put("observed", "1").put("expected", "0");
        payload.withArray("steps").add(payload.at("/steps/0").deepCopy());
        payload.withArray("top_metrics").addObject().put("metric", "m").put("direction", "up").put("share", 0.5)
                .put("observed", "1").put("expected", "0");
        ObjectNode guess = payload.withArray("hypotheses").addObject().put("service", "n/s").put("metric", "m")
                .put("score", 0.5);
        guess.putArray("for").add("one");
        guess.putArray("against").add("other");
        payload.withArray("lines").add("a line").add("another");
        payload.withObjectProperty("labels").put("region", "eu");
        return Values.of(payload);
    }

    /** Nothing that need not be there. */
    static Map<String, @Nullable Object> bare() {
        return Values.of(Payload.plainest(notification(null)));
    }

    private static Notification notification(@Nullable String optional) {
        return Notification.newBuilder().setId("i#1").setIncident("i").setSequence(1).setAction(Action.trigger)
                .setTier(Tier.page).setSeverity(Severity.critical).setReceivers(List.of()).setRule("rule")
                .setNamespace("n").setService("s").setTransition(Transition.opened).setAt(AT).setOpenedAt(AT)
                .setSummary("a \"summary\"").setReason("").setRunbook(optional).setTeam(optional)
                .setCappedBy(optional).setScore(optional == null ? null : 1.0).setSteps(List.of())
                .setOrderConfidence(OrderConfidence.high).setTopMetrics(List.of()).setHypotheses(List.of())
                .setUncappedTier(Tier.page).setLabels(Map.of()).setLines(List.of()).build();
    }
}
