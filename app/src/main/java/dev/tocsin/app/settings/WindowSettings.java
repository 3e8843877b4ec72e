package dev.tocsin.app.settings;

import java.time.Duration;
import java.util.Locale;

/**
 * The windows that are judged.
 *
 * @param grace how long after its end a window still takes late samples, in event time
 * @param idle how long a quiet input stands still before wall time moves the clocks on
 * @param behindLimit how old a match's evidence may be to page as if it were news
 */
public record WindowSettings(Duration size, Duration grace, Duration idle, Duration behindLimit) {

    public static final WindowSettings STANDARD = new WindowSettings(Duration.ofMinutes(1), Duration.ofSeconds(10),
            Duration.ofSeconds(10), Duration.ofMinutes(15));

    public WindowSettings {
        within("size", size, Duration.ofSeconds(5), Duration.ofHours(1));
        within("grace", grace, Duration.ZERO, Duration.ofHours(1));
        within("idle", idle, Duration.ofSeconds(1), Duration.ofHours(1));
        within("behind_limit", behindLimit, Duration.ofMinutes(1), Duration.ofDays(1));
    }

    static WindowSettings read(Node root) {
        Node node = root.child("window");
        return new WindowSettings(node.duration("size", STANDARD.size), node.duration("grace", STANDARD.grace),
                node.duration("idle", STANDARD.idle), node.duration("behind_limit", STANDARD.behindLimit));
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("window." + name + " " + shown(value) + " must be from "
                    + shown(least) + " to " + shown(most));
        }
    }

    private static String shown(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
