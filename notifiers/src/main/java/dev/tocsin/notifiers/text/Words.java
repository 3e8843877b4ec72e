package dev.tocsin.notifiers.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.SummaryLine;
import dev.tocsin.schemas.v1.Tier;

/** Numbers, times and names as a person on call reads them. */
public final class Words {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter
            .ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern STATE = Pattern.compile("^(resolved( after [^:]*)?|clearing|acknowledged|again): ");
    private static final Pattern DOCUMENT = Pattern
            .compile("(?<kind>[A-Z][A-Za-z]+)/(?<namespace>[^/]+)/(?<name>[^/@]+)@.*");

    private Words() {}

    /** Its two largest units: {@code 45 s}, {@code 12 min}, {@code 1 h 5 min}, {@code 2 d 3 h}. */
    public static String duration(Duration duration) {
        List<String> parts = new ArrayList<>();
        add(parts, duration.toDaysPart(), "d");
        add(parts, duration.toHoursPart(), "h");
        add(parts, duration.toMinutesPart(), "min");
        add(parts, duration.toSecondsPart(), "s");
        return parts.isEmpty() ? "0 s" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
    }

    /** {@code 13:05:10}, in UTC. */
    public static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** {@code 2026-11-22 13:05:10 UTC}. */
    public static String dayAndClock(Instant at) {
        return DAY_AND_CLOCK.format(at);
    }

    /** {@code namespace/service}. */
    public static String service(Notification notification) {
        return service(notification.getNamespace(), notification.getService());
    }

    /** {@code namespace/service}. */
    public static String service(String namespace, String service) {
        return namespace.isEmpty() ? service : namespace + "/" + service;
    }

    /** Its one line for a person; rule and service where it has none. */
    public static String summary(Notification notification) {
        String summary = Cut.line(notification.getSummary(), Integer.MAX_VALUE);
        return summary.isBlank() ? notification.getRule() + " on " + service(notification) : summary;
    }

    /** The same for a reader who sees service and state already: what happened, and since when or for how long. */
    public static String happening(Notification notification) {
        String summary = summary(notification);
        String where = service(notification) + ": ";
        String happening = summary.startsWith(where) ? summary.substring(where.length()) : summary;
        return STATE.matcher(happening).replaceFirst("");
    }

    /** What keeps an incident quieter than its tier: {@code observe mode}, {@code calendar window sale}. */
    public static String cap(String cappedBy) {
        if (cappedBy.equals("observe")) {
            return "observe mode";
        }
        Matcher document = DOCUMENT.matcher(cappedBy);
        if (!document.matches()) {
            return cappedBy;
        }
        String kind = document.group("kind").replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        String namespace = document.group("namespace");
        return kind + " " + (namespace.equals("*") ? "" : namespace + "/") + document.group("name");
    }

    /** {@code kept at digest: observe mode; would be page}; empty where nothing caps it. */
    public static String kept(Tier tier, @Nullable String cappedBy, Tier uncapped) {
        return cappedBy == null ? "" : "kept at " + tier + ": " + cap(cappedBy) + "; would be " + uncapped;
    }

    /** How long the incident was open when this was told; never negative. */
    public static String openFor(Notification notification) {
        Duration open = Duration.between(notification.getOpenedAt(), notification.getAt());
        return duration(open.isNegative() ? Duration.ZERO : open);
    }

    /** An incident that began and ended untold: {@code 13:05:10, for 4 min, prod/checkout: what happened}. */
    public static String line(SummaryLine line) {
        Duration open = Duration.between(line.getOpenedAt(), line.getResolvedAt());
        return clock(line.getOpenedAt()) + ", for " + duration(open.isNegative() ? Duration.ZERO : open) + ", "
                + service(line.getNamespace(), line.getService()) + ": " + line.getSummary();
    }

    private static void add(List<String> parts, long value, String unit) {
        if (value > 0) {
            parts.add(value + " " + unit);
        }
    }
}
