package dev.tocsin.topology.config.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import net.fortuna.ical4j.model.Recur;

/**
 * How something planned happens again: a recurrence rule of RFC 5545, section 3.3.10, in local time.
 *
 * @param parts the rule's parts without {@code UNTIL}
 * @param until the last local time at which it may start, null for no end
 */
public record RecurrenceRule(Map<String, String> parts, @Nullable LocalDateTime until) {

    private static final Set<String> FREQUENCIES = Set.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY");
    private static final Set<String> PARTS = Set.of("FREQ", "COUNT", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYYEARDAY",
            "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST");
    private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    public RecurrenceRule {
        parts = Map.copyOf(parts);
    }

    /** Every week on these days, {@code MO} to {@code SU}. */
    public static RecurrenceRule weekly(List<String> days, @Nullable LocalDateTime until) {
        return new RecurrenceRule(Map.of("FREQ", "WEEKLY", "BYDAY", String.join(",", days)), until);
    }

    /**
     * Reads a rule such as {@code FREQ=MONTHLY;BYDAY=1SU;UNTIL=20271231T230000Z}.
     *
     * @param zone in which an {@code UNTIL} of universal time is put on the wall clock
     * @throws IllegalArgumentException if it isn't one, says a time of day, or happens more often than daily
     */
    public static RecurrenceRule parse(String text, ZoneId zone) {
        Map<String, String> parts = split(text);
        String until = parts.remove("UNTIL");
        for (String part : parts.keySet()) {
            if (!PARTS.contains(part)) {
                throw new IllegalArgumentException("part '" + part + "' isn't one of UNTIL, "
                        + PARTS.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
        String frequency = parts.get("FREQ");
        if (frequency == null || !FREQUENCIES.contains(frequency)) {
            throw new IllegalArgumentException("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY");
        }
        positive(parts, "INTERVAL", 1_000);
        positive(parts, "COUNT", Schedule.MAX_OCCURRENCES);
        RecurrenceRule rule = new RecurrenceRule(parts, until == null ? null : until(until, zone));
        rule.recur();
        return rule;
    }

    /** Local times in {@code [from, to)} at which it happens, counted from its first start; at most {@code limit}. */
    List<LocalDateTime> starts(LocalDateTime first, LocalDateTime from, LocalDateTime to, int limit) {
        LocalDateTime end = until != null && until.isBefore(to) ? until.plusSeconds(1) : to;
        if (!first.isBefore(end)) {
            return List.of();
        }
        return recur().getDatesAsStream(first, first, end, -1)
                .filter(start -> !start.isBefore(from) && start.isBefore(end))
                .sorted()
                .limit(limit)
                .toList();
    }

    private Recur<LocalDateTime> recur() {
        String rule = parts.entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue())
                .sorted((a, b) -> Boolean.compare(b.startsWith("FREQ"), a.startsWith("FREQ")))
                .collect(Collectors.joining(";"));
        try {
            return new Recur<>(rule);
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("'" + rule + "' isn't a recurrence rule of RFC 5545: " + e.getMessage(),
                    e);
        }
    }

    private static Map<String, String> split(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        String rule = text.strip().replaceFirst("(?i)^RRULE:", "");
        for (String part : rule.split(";", -1)) {
            String[] pair = part.strip().split("=", -1);
            if (pair.length != 2 || pair[1].isBlank()) {
                throw new IllegalArgumentException("'" + part + "' isn't NAME=VALUE");
            }
            if (parts.put(pair[0].strip().toUpperCase(Locale.ROOT), pair[1].strip().toUpperCase(Locale.ROOT)) != null) {
                throw new IllegalArgumentException("'" + pair[0] + "' is said twice");
            }
        }
        return parts;
    }

    private static void positive(Map<String, String> parts, String name, int most) {
        String value = parts.getOrDefault(name, "1");
        if (!value.matches("[0-9]{1,6}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(name + "=" + value + " isn't a number from 1 to " + most);
        }
    }

    private static LocalDateTime until(String text, ZoneId zone) {
        try {
            if (text.indexOf('T') < 0) {
                return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE).atTime(23, 59, 59);
            }
            if (!text.endsWith("Z")) {
                return LocalDateTime.parse(text, BASIC);
            }
            LocalDateTime universal = LocalDateTime.parse(text.substring(0, text.length() - 1), BASIC);
            return universal.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDateTime();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("UNTIL=" + text + " isn't a date; write 20271231 or 20271231T230000Z",
                    e);
        }
    }

    @Override
    public String toString() {
        return parts + (until == null ? "" : " until " + until);
    }

    /** RFC 5545's two letters of a day that people write {@code mon}. */
    public static List<String> days(List<String> names) {
        return names.stream().map(name -> name.substring(0, 2).toUpperCase(Locale.ROOT)).toList();
    }
}
