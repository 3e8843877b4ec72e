package dev.tocsin.notifiers.text;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.tocsin.schemas.v1.Notification;

/** What a notification's labels say of its kind. */
public final class Labels {

    private Labels() {}

    /** Whether it sums up what began and ended while Tocsin was behind; its lines say what. */
    public static boolean isSummary(Notification notification) {
        return "behind".equals(notification.getLabels().get("summary"));
    }

    /** Whether it only redraws a card: nobody need act. */
    public static boolean isRefresh(Notification notification) {
        return "true".equals(notification.getLabels().get("refresh"));
    }

    /** What the service's owner says of it, without what says which kind of message this is. */
    public static SortedMap<String, String> ofOwner(Notification notification) {
        SortedMap<String, String> labels = new TreeMap<>(notification.getLabels());
        labels.keySet().removeAll(Set.of("refresh", "summary"));
        return labels;
    }
}
