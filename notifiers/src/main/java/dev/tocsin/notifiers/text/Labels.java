package dev.tocsin.notifiers.text;

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
}
