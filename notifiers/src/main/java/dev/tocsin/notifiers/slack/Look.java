package dev.tocsin.notifiers.slack;

import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.Tier;
import dev.tocsin.schemas.v1.Transition;

/**
 * How loud a card looks.
 *
 * @param state the word of its header
 * @param color of its bar
 */
record Look(String emoji, String state, String color) {

    private static final String RED = "#c0152f";
    private static final String AMBER = "#e8912d";
    private static final String GREY = "#8d8d8d";
    private static final String GREEN = "#2eb67d";

    private static final Look RESOLVED = new Look("✅", "RESOLVED", GREEN);

    /** The look of an incident as this notification tells it. */
    static Look of(Notification notification) {
        if (notification.getAction() == Action.resolve) {
            return RESOLVED;
        }
        Look tier = of(notification.getTier());
        return switch (notification.getTransition()) {
            case Transition.acknowledged -> new Look("👀", "ACKNOWLEDGED", tier.color());
            case Transition.clearing -> new Look("🌤️", "CLEARING", tier.color());
            case Transition.reopened -> new Look(tier.emoji(), "REOPENED " + tier.state(), tier.color());
            default -> tier;
        };
    }

    /** The look of a tier. */
    static Look of(Tier tier) {
        return switch (tier) {
            case page -> new Look("🚨", "PAGE", RED);
            case notify -> new Look("⚠️", "NOTIFY", AMBER);
            case digest, none -> new Look("📝", "DIGEST", GREY);
        };
    }
}
