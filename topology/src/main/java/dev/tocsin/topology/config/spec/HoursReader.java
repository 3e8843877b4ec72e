package dev.tocsin.topology.config.spec;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import dev.tocsin.escalation.route.Hours;
import dev.tocsin.topology.config.calendar.Weekdays;

/** Reads hours of the week: {@code {zone: Europe/Berlin, days: mon-fri, from: 09:00, to: 17:00}}. */
final class HoursReader {

    private HoursReader() {}

    static Optional<Hours> read(Field field) {
        if (!field.present()) {
            return Optional.empty();
        }
        Optional<ZoneId> zone = field.at("zone").as(Times::zone);
        LocalTime from = field.at("from").as(LocalTime::parse).orElse(LocalTime.MIDNIGHT);
        LocalTime to = field.at("to").as(LocalTime::parse).orElse(LocalTime.MIDNIGHT);
        Set<DayOfWeek> days = days(field.at("days"));
        return days.isEmpty() ? Optional.empty() : zone.map(known -> new Hours(known, days, from, to));
    }

    private static Set<DayOfWeek> days(Field field) {
        if (!field.present()) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        field.items().forEach(item -> item.as(Weekdays::parse).ifPresent(days::addAll));
        return days;
    }
}
