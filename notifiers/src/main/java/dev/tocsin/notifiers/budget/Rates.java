package dev.tocsin.notifiers.budget;

import java.time.Duration;

import dev.tocsin.notifiers.receiver.Spend;

/** The calls a receiver may be sent, by kind. */
public record Rates(Rate post, Rate update) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Of the documented 120 per minute and integration key, spread evenly so that no minute has more. */
    public static Rates pagerDuty() {
        return new Rates(new Rate(2, SECOND), new Rate(2, SECOND));
    }

    /** One new message per second and channel; 50 updates per minute. */
    public static Rates slack() {
        return new Rates(new Rate(1, SECOND), new Rate(1, Duration.ofMillis(1200)));
    }

    /** What any server takes; nobody documents a limit. */
    public static Rates webhook() {
        return new Rates(new Rate(5, SECOND), new Rate(5, SECOND));
    }

    /** Alertmanager takes thousands; this bounds a storm. */
    public static Rates alertmanager() {
        return new Rates(new Rate(20, SECOND), new Rate(20, SECOND));
    }

    /** More than anything here asks for. */
    public static Rates unlimited() {
        return new Rates(new Rate(1_000_000, SECOND), new Rate(1_000_000, SECOND));
    }

    Rate of(Spend spend) {
        return spend == Spend.POST ? post : update;
    }
}
