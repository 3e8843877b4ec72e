package dev.tocsin.escalation.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.ServiceGlob;
import dev.tocsin.escalation.verdict.Level;

/**
 * A planned time: whom it concerns, when, what it is expected to do to them, and how loudly what fits is told.
 *
 * @param times occurrences as instants, margins included; whoever reads the document expands its recurrence
 * @param expect nothing means that everything fits
 * @param cap the loudest tier at which what fits is still told
 */
public record CalendarWindow(Document document, ServiceGlob services, Intervals times, List<Expectation> expect,
        Tier cap) {

    public CalendarWindow {
        expect = List.copyOf(expect);
        if (cap == Tier.PAGE) {
            throw new IllegalArgumentException("cap of " + document + " is page, which quiets nothing");
        }
    }

    /** A window whose effect may show some time before and after its times. */
    public static CalendarWindow of(Document document, ServiceGlob services, Intervals times, Duration before,
            Duration after, List<Expectation> expect, Tier cap) {
        return new CalendarWindow(document, services, times.widened(before, after), expect, cap);
    }

    public boolean covers(ServiceId service, Instant at) {
        return document.concerns(service) && services.matches(service) && times.covers(at);
    }

    /** Whether all that went wrong was expected: the metric of every matched step, and every anomalous top metric. */
    public boolean fits(IncidentEvent event) {
        return expect.isEmpty()
                || event.steps().stream().allMatch(this::explains)
                        && event.topMetrics().stream().allMatch(this::explains)
                        && speaks(event);
    }

    /** Without a step and without an anomalous metric there is nothing that could have been expected. */
    private static boolean speaks(IncidentEvent event) {
        return !event.steps().isEmpty() || event.topMetrics().stream().anyMatch(CalendarWindow::stands);
    }

    private boolean explains(MatchedStep step) {
        String metric = step.metric();
        if (metric == null) {
            return expect.stream().anyMatch(expected -> expected.meansSignal(step.signal()));
        }
        return expect.stream()
                .filter(expected -> expected.means(metric) || expected.meansSignal(step.signal()))
                .anyMatch(expected -> expected.explains(step.observed(), step.expected()));
    }

    private boolean explains(NamedReading top) {
        return !stands(top) || expect.stream()
                .filter(expected -> expected.means(top.metric()))
                .anyMatch(expected -> expected.explains(top.reading().observed(), top.reading().expected()));
    }

    private static boolean stands(NamedReading top) {
        return top.reading().level() == Level.ANOMALOUS;
    }
}
