package dev.tocsin.escalation.calendar;

import java.time.Instant;
import java.util.List;

import dev.tocsin.escalation.identity.ServiceId;

/** All planned times in force. */
public record Calendar(List<CalendarWindow> windows) {

    /** Nothing is planned. */
    public static final Calendar EMPTY = new Calendar(List.of());

    public Calendar {
        windows = List.copyOf(windows);
    }

    public static Calendar of(CalendarWindow... windows) {
        return new Calendar(List.of(windows));
    }

    /** Whether anything is planned for a service at a time: what its metrics show then isn't its usual life. */
    public boolean covers(ServiceId service, Instant at) {
        return windows.stream().anyMatch(window -> window.covers(service, at));
    }

    /** The windows that cover a service at a time, in the order of the calendar. */
    public List<CalendarWindow> at(ServiceId service, Instant at) {
        return windows.stream().filter(window -> window.covers(service, at)).toList();
    }
}
