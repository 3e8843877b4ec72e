package dev.tocsin.app.receivers;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.receiver.Told;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.OrderConfidence;
import dev.tocsin.schemas.v1.ReceiverState;
import dev.tocsin.schemas.v1.Severity;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

/**
 * Something that Tocsin tells one receiver by itself, past the outbox: an incident without rule, service and metrics.
 *
 * @param incident its dedup key
 * @param rule what it is called in place of a rule
 * @param service of which it is told
 */
public record Notice(String receiver, String incident, String rule, String service, Tier tier, Severity severity,
        Instant openedAt) {

    /** That it began. */
    public Notification opened(String summary, String reason) {
        return notification(1, Action.trigger, Transition.opened, openedAt, summary, reason);
    }

    /** That it is over. */
    public Notification resolved(Instant at, String summary, String reason) {
        return notification(2, Action.resolve, Transition.resolved, at, summary, reason);
    }

    /** What the receiver knows when it was told that it began. */
    public ReceiverState known(Told told) {
        return ReceiverState.newBuilder().setReceiver(receiver).setIncident(incident).setSequence(1).setOpen(true)
                .setChannel(told.channel()).setTs(told.ts()).setUpdatedAt(openedAt).build();
    }

    /** All fields are said: Avro would make a default's records only of classes that somebody made it trust. */
    private Notification notification(long sequence, Action action, Transition transition, Instant at, String summary,
            String reason) {
        @Nullable
        String nobody = null;
        return Notification.newBuilder().setId(incident + "#" + sequence).setIncident(incident).setSequence(sequence)
                .setAction(action).setTier(tier).setSeverity(severity).setReceivers(List.of(receiver)).setRule(rule)
                .setNamespace("default").setService(service).setTransition(transition).setAt(at).setOpenedAt(openedAt)
                .setSummary(summary).setReason(reason).setSteps(List.of()).setOrderConfidence(OrderConfidence.high)
                .setScore(null).setTopMetrics(List.of()).setHypotheses(List.of()).setUncappedTier(tier)
                .setCappedBy(nobody).setWouldPage(List.of()).setRunbook(nobody).setLabels(Map.of()).setLines(List.of())
                .build();
    }
}
