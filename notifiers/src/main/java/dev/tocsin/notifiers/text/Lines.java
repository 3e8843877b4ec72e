package dev.tocsin.notifiers.text;

import java.util.List;
import java.util.Map;

import dev.tocsin.schemas.v1.Notification;

/**
 * The lines of a summary: a notification labelled {@code summary=behind} (or of the rule {@code behind-summary}), whose
 * other labels are its lines, in the order of the labels' names.
 */
public final class Lines {

    private static final String SUMMARY = "summary";
    private static final String BEHIND = "behind";
    private static final String RULE = "behind-summary";

    private Lines() {}

    /** Whether it is a summary of what happened while Tocsin was behind. */
    public static boolean isSummary(Notification notification) {
        return BEHIND.equals(notification.getLabels().get(SUMMARY)) || notification.getRule().equals(RULE);
    }

    /** Its lines; none if it isn't a summary. */
    public static List<String> of(Notification notification) {
        return isSummary(notification)
                ? notification.getLabels().entrySet().stream().filter(label -> !label.getKey().equals(SUMMARY))
                        .sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList()
                : List.of();
    }
}
