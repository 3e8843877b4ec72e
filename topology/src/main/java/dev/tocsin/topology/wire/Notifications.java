package dev.tocsin.topology.wire;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.switchboard.Notification;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Severity;
import dev.tocsin.schemas.v1.Transition;

/** Notifications on the wire. */
public final class Notifications {

    private Notifications() {}

    /** The record of a notification. */
    public static dev.tocsin.schemas.v1.Notification toRecord(Notification notification) {
        IncidentEvent event = notification.event();
        return dev.tocsin.schemas.v1.Notification.newBuilder()
                .setId(notification.id()).setIncident(event.incident().value()).setSequence(notification.sequence())
                .setAction(Action.valueOf(Verdicts.lower(notification.action())))
                .setTier(Incidents.tier(notification.tier()))
                .setSeverity(Severity.valueOf(Verdicts.lower(notification.severity())))
                .setReceivers(notification.receivers()).setRule(event.rule())
                .setNamespace(event.service().namespace()).setService(event.service().service())
                .setTransition(Transition.valueOf(Verdicts.lower(event.transition()))).setAt(notification.at())
                .setOpenedAt(event.openedAt()).setSummary(notification.summary()).setReason(notification.reason())
                .setSteps(event.steps().stream().map(Incidents::toRecord).toList())
                .setOrderConfidence(Incidents.order(event.orderConfidence()))
                .setScore(Verdicts.finite(event.score()))
                .setTopMetrics(event.topMetrics().stream().map(Incidents::toRecord).toList())
                .setHypotheses(event.hypotheses().stream().map(Incidents::toRecord).toList())
                .setUncappedTier(Incidents.tier(notification.uncappedTier())).setCappedBy(notification.cappedBy())
                .setRunbook(null).setLabels(labels(notification)).build();
    }

    /** The labels, and the lines of a summary as labels {@code line.000}, {@code line.001} and so on. */
    private static Map<String, String> labels(Notification notification) {
        Map<String, String> labels = new LinkedHashMap<>(notification.labels());
        for (int i = 0; i < notification.lines().size(); i++) {
            var line = notification.lines().get(i);
            labels.put("line.%03d".formatted(i), line.tier().name().toLowerCase(java.util.Locale.ROOT) + " "
                    + line.openedAt() + " to " + line.resolvedAt() + " " + line.summary());
        }
        return labels;
    }
}
