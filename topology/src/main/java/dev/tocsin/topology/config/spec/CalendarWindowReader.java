package dev.tocsin.topology.config.spec;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.calendar.CalendarWindow;
import dev.tocsin.escalation.calendar.Expectation;
import dev.tocsin.escalation.calendar.Intervals;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.signal.Condition;
import dev.tocsin.escalation.signal.Signals;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.escalation.suppression.ServiceGlob;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.topology.config.calendar.RecurrenceRule;
import dev.tocsin.topology.config.calendar.Schedule;

/** Reads the spec of a {@code CalendarWindow} and lays its recurrence out. */
final class CalendarWindowReader {

    private CalendarWindowReader() {}

    static Optional<Content.Planned> read(Field spec, Document origin, Instant at) {
        Optional<ServiceGlob> services = spec.at("match").at("service").as(ServiceGlob::parse);
        List<Expectation> expect = spec.at("expect")
                .items()
                .stream()
                .map(CalendarWindowReader::expectation)
                .flatMap(Optional::stream)
                .toList();
        Duration before = spec.at("margins").at("before").duration().orElse(Duration.ZERO);
        Duration after = spec.at("margins").at("after").duration().orElse(Duration.ZERO);
        Tier cap = spec.at("cap").as(SuppressionRuleReader::tier).orElse(Tier.DIGEST);
        Optional<Intervals> times = schedule(spec).flatMap(schedule -> times(spec, schedule, at));
        return services.flatMap(service -> times.flatMap(intervals -> spec.attempt(() -> new Content.Planned(
                CalendarWindow.of(origin, service, intervals, before, after, expect, cap)))));
    }

    private static Optional<Intervals> times(Field spec, Schedule schedule, Instant at) {
        Intervals times = schedule.occurrences(at);
        if (times.sorted().isEmpty()) {
            spec.problem("never happens" + (schedule.rule() == null
                    ? "; the clock skips it"
                    : " from a year before to ten years after " + at));
            return Optional.empty();
        }
        return Optional.of(times);
    }

    private static Optional<Schedule> schedule(Field spec) {
        Optional<ZoneId> zone = zone(spec);
        if (zone.isEmpty()) {
            return Optional.empty();
        }
        Optional<LocalDateTime> start = spec.at("start").as(text -> Times.local(text, zone.get()));
        Optional<LocalDateTime> end = spec.at("end").as(text -> Times.local(text, zone.get()));
        Optional<Recurrence> recurrence = recurrence(spec.at("recurrence"), zone.get(), start);
        if (start.isEmpty() || end.isEmpty() || recurrence.isEmpty()) {
            return Optional.empty();
        }
        return spec.at("end").attempt(() -> new Schedule(zone.get(), start.get(), end.get(), recurrence.get().rule()));
    }

    /** Universal time where both times say their offset and nothing recurs; otherwise the document must say it. */
    private static Optional<ZoneId> zone(Field spec) {
        if (spec.has("zone")) {
            return spec.at("zone").as(Times::zone);
        }
        boolean local = !Times.hasOffset(spec.at("start").text()) || !Times.hasOffset(spec.at("end").text());
        if (local || spec.has("recurrence")) {
            spec.at("zone").problem("field 'zone' is missing; "
                    + (local ? "'start' and 'end' are local times" : "a recurrence keeps a local time"));
            return Optional.empty();
        }
        return Optional.of(ZoneOffset.UTC);
    }

    private record Recurrence(@Nullable RecurrenceRule rule) {}

    private static Optional<Recurrence> recurrence(Field field, ZoneId zone, Optional<LocalDateTime> start) {
        if (!field.present()) {
            return Optional.of(new Recurrence(null));
        }
        if (field.value().isObject()) {
            LocalDateTime until = field.at("until").as(text -> Times.local(text, zone)).orElse(null);
            List<String> days = RecurrenceRule.days(field.at("weekly").texts());
            return Optional.of(new Recurrence(RecurrenceRule.weekly(days, until)));
        }
        if (field.text().toLowerCase(Locale.ROOT).equals("weekly")) {
            return start.map(first -> new Recurrence(
                    RecurrenceRule.weekly(RecurrenceRule.days(List.of(first.getDayOfWeek().name())), null)));
        }
        return field.as(text -> new Recurrence(RecurrenceRule.parse(text, zone)));
    }

    private static Optional<Expectation> expectation(Field field) {
        double upTo = field.at("up_to").value().asDouble(Double.POSITIVE_INFINITY);
        if (!field.has("traffic")) {
            Direction direction = field.at("direction").as(CalendarWindowReader::direction).orElse(Direction.NONE);
            return field.attempt(
                    () -> new Expectation(List.of(new Glob(field.at("metric").text())), List.of(), direction, upTo));
        }
        Direction direction = direction(field.at("traffic").text());
        if (field.has("direction") && direction(field.at("direction").text()) != direction) {
            field.at("direction").problem("contradicts 'traffic: " + field.at("traffic").text() + "'");
        }
        return field.attempt(() -> traffic(direction, upTo));
    }

    /** The metrics of the built-in signals {@code traffic_up} and {@code traffic_down}, and those signals themselves. */
    private static Expectation traffic(Direction direction, double upTo) {
        Condition condition = Signals.builtIn().find("traffic_up").orElseThrow().condition();
        if (!(condition instanceof Condition.OnMetric(var metrics, var _))) {
            throw new IllegalStateException("traffic_up isn't a signal on metrics");
        }
        List<Glob> globs = new ArrayList<>(metrics.include().stream().map(Glob::new).toList());
        globs.add(new Glob("traffic"));
        return new Expectation(globs, metrics.except().stream().map(Glob::new).toList(), direction, upTo);
    }

    private static Direction direction(String name) {
        return Direction.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
