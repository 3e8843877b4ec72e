package dev.tocsin.topology.wire;

import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.route.Owner;
import dev.tocsin.escalation.switchboard.Notification;
import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Severity;
import dev.tocsin.schemas.v1.SummaryLine;
import dev.tocsin.schemas.v1.Transition;

/** Notifications on the wire. */
public final class Notifications {

    private Notifications() {}

    /** The record of a notification. */
    public static dev.tocsin.schemas.v1.Notification toRecord(Notification notification) {
        IncidentEvent event = notification.event();
        Owner owner = notification.owner();
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
                .setWouldPage(notification.wouldPage())
                .setTeam(owner == null ? null : owner.team()).setRunbook(owner == null ? null : owner.runbook())
                .setLabels(notification.labels())
                .setLines(notification.lines().stream().map(Notifications::toRecord).toList()).build();
    }

    private static SummaryLine toRecord(dev.tocsin.escalation.switchboard.SummaryLine line) {
        return SummaryLine.newBuilder().setIncident(line.incident().value())
                .setNamespace(line.service().namespace()).setService(line.service().service()).setRule(line.rule())
                .setTier(Incidents.tier(line.tier())).setOpenedAt(line.openedAt()).setResolvedAt(line.resolvedAt())
                .setSummary(line.summary()).build();
    }
}
