package dev.tocsin.notifiers.digest;

import java.util.Comparator;
import java.util.List;

import dev.tocsin.notifiers.text.Words;
import dev.tocsin.schemas.v1.DigestEntry;
import dev.tocsin.schemas.v1.DigestSummary;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.SummaryLine;
import dev.tocsin.schemas.v1.Transition;

/** Notifications as lines and summaries of the digest. */
public final class DigestLines {

    /** The kind of a summary of what happened while Tocsin was behind. */
    public static final String BEHIND = "behind";
    /** The kind of a summary of what happened while a receiver could not be told. */
    public static final String PAGER_DOWN = "pager_down";

    private DigestLines() {}

    /** The digest's key: {@code namespace/service}. */
    public static String key(Notification notification) {
        return Words.service(notification);
    }

    /** One line. */
    public static DigestEntry entry(Notification notification) {
        return entry(notification, notification.getSummary(), notification.getReason());
    }

    /** One line that says a receiver would not take it. */
    public static DigestEntry rejected(Notification notification, String receiver, String detail) {
        return entry(notification, receiver + " would not take: " + notification.getSummary(), detail);
    }

    /** The lines a notification that is a summary carries. */
    public static DigestSummary behind(Notification notification) {
        List<DigestEntry> lines = notification.getLines().stream().map(line -> entry(notification, line)).toList();
        return DigestSummary.newBuilder().setNamespace(notification.getNamespace()).setKind(BEHIND)
                .setFrom(notification.getOpenedAt()).setTo(notification.getAt()).setLines(lines).build();
    }

    /** What opened and closed before a receiver could be told; of one namespace, at least one. */
    public static DigestSummary missed(List<Notification> closed) {
        Notification first = closed.stream().min(Comparator.comparing(Notification::getOpenedAt)).orElseThrow();
        Notification last = closed.stream().max(Comparator.comparing(Notification::getAt)).orElseThrow();
        return DigestSummary.newBuilder().setNamespace(first.getNamespace()).setKind(PAGER_DOWN)
                .setFrom(first.getOpenedAt()).setTo(last.getAt())
                .setLines(closed.stream().map(DigestLines::entry).toList()).build();
    }

    private static DigestEntry entry(Notification summary, SummaryLine line) {
        return DigestEntry.newBuilder().setIncident(line.getIncident()).setSequence(summary.getSequence())
                .setNamespace(line.getNamespace()).setService(line.getService()).setRule(line.getRule())
                .setTransition(Transition.resolved).setTier(line.getTier()).setUncappedTier(line.getTier())
                .setCappedBy(null).setAt(line.getResolvedAt()).setSummary(line.getSummary())
                .setReason(summary.getReason()).build();
    }

    private static DigestEntry entry(Notification notification, String summary, String reason) {
        return DigestEntry.newBuilder().setIncident(notification.getIncident()).setSequence(notification.getSequence())
                .setNamespace(notification.getNamespace()).setService(notification.getService())
                .setRule(notification.getRule()).setTransition(notification.getTransition())
                .setTier(notification.getTier()).setUncappedTier(notification.getUncappedTier())
                .setCappedBy(notification.getCappedBy()).setAt(notification.getAt()).setSummary(summary)
                .setReason(reason).setTeam(notification.getTeam()).setRunbook(notification.getRunbook()).build();
    }
}
