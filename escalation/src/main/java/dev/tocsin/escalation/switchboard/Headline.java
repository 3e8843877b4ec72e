package dev.tocsin.escalation.switchboard;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;

/** An incident in one line for a person: what, where, since when. Times are UTC. */
final class Headline {

    static final int MAX_LENGTH = 200;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter
            .ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final Set<String> ABBREVIATIONS = Set.of("cpu", "gc", "io", "db", "http", "slo");

    /** What an incident without a rule has for a signal. */
    private static final String ANOMALOUS = "anomalous";

    private Headline() {}

    /** {@code prod-eu/checkout: latency, errors, then CPU within 6 min (cascading-failure), since 10:03 UTC}. */
    static String of(IncidentEvent event) {
        String where = event.service() + ": " + state(event);
        String tail = " (" + event.rule() + ")" + when(event);
        int room = Math.max(20, MAX_LENGTH - where.length() - tail.length());
        return cut(clean(where) + cut(clean(what(event)), room) + clean(tail), MAX_LENGTH);
    }

    static String of(Missed missed) {
        SummaryLine worst = missed.lines().getFirst();
        String count = missed.count() == 1 ? "1 incident" : missed.count() + " incidents";
        String would = worst.tier() == Tier.PAGE ? ", would have paged" : "";
        return cut(clean("While Tocsin was behind " + count + " began and ended; worst: " + worst.rule() + " of "
                + worst.service() + would), MAX_LENGTH);
    }

    private static String state(IncidentEvent event) {
        return switch (event.transition()) {
            case RESOLVED -> "resolved after " + floor(Duration.between(event.openedAt(), event.at())) + ": ";
            case CLEARING -> "clearing: ";
            case ACKNOWLEDGED -> "acknowledged: ";
            case REOPENED -> "again: ";
            case OPENED, ESCALATED, EXPIRED, NEAR_MISS, SUPPRESSED -> "";
        };
    }

    private static String when(IncidentEvent event) {
        if (event.transition() == Transition.RESOLVED) {
            return "";
        }
        boolean today = day(event.openedAt()) == day(event.at());
        return ", since " + (today ? TIME : DATE_TIME).format(event.openedAt());
    }

    private static long day(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 86_400);
    }

    private static String what(IncidentEvent event) {
        if (!event.steps().isEmpty()) {
            return steps(event);
        }
        if (!event.topMetrics().isEmpty()) {
            return "unusual " + event.topMetrics()
                    .stream()
                    .limit(3)
                    .map(top -> top.metric())
                    .collect(Collectors.joining(", "));
        }
        return event.reason().isBlank() ? "unusual" : event.reason();
    }

    private static String steps(IncidentEvent event) {
        List<String> words = event.steps().stream().map(step -> word(step, event.service())).distinct().toList();
        Duration span = Duration.between(event.steps().getFirst().at(), event.steps().getLast().at());
        boolean ordered = event.orderConfidence() == OrderConfidence.HIGH && span.isPositive();
        String within = span.isPositive() ? " within " + length(span) : "";
        if (words.size() == 1) {
            return words.getFirst();
        }
        return String.join(", ", words.subList(0, words.size() - 1)) + (ordered ? ", then " : " and ")
                + words.getLast() + within;
    }

    /** {@code cpu_saturated} is CPU, {@code traffic_down} stays traffic down; a bare anomaly is named by its metric. */
    private static String word(MatchedStep step, ServiceId service) {
        if (step.signal().equals(ANOMALOUS) && step.metric() != null) {
            return "unusual " + step.metric();
        }
        String name = step.signal().replaceFirst("_(high|up|saturated)$", "");
        String words = List.of(name.split("_"))
                .stream()
                .map(word -> ABBREVIATIONS.contains(word) ? word.toUpperCase(Locale.ROOT) : word)
                .collect(Collectors.joining(" "));
        return step.service().equals(service) ? words : words + " of " + step.service();
    }

    /** Rounded up, in the unit a person would use. */
    static String length(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = (seconds + 59) / 60;
        if (minutes < 120) {
            return minutes + " min";
        }
        long hours = (minutes + 59) / 60;
        return hours < 48 ? hours + " h" : (hours + 23) / 24 + " d";
    }

    /** What is over lasted so long at least, in the unit a person would use. */
    private static String floor(Duration duration) {
        Duration unit = duration.compareTo(Duration.ofMinutes(1)) < 0
                ? Duration.ofSeconds(1)
                : duration.compareTo(Duration.ofHours(2)) < 0
                        ? Duration.ofMinutes(1)
                        : duration.compareTo(Duration.ofHours(48)) < 0 ? Duration.ofHours(1) : Duration.ofDays(1);
        return length(unit.multipliedBy(duration.dividedBy(unit)));
    }

    /** Names come from telemetry: a line break in one must not make two lines of this. */
    private static String clean(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "…";
    }
}
