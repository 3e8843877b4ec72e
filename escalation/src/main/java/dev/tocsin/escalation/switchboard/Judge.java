package dev.tocsin.escalation.switchboard;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.calendar.CalendarWindow;
import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.SuppressionRule;

/**
 * Says how loudly an incident may be told. Of several caps the lowest holds; of equal ones observe comes before
 * suppression rules, these before calendar windows, these before a covering incident, this before the incident of the
 * probable cause, this before a storm, documents in the order of the tuning.
 */
record Judge(Tuning tuning) {

    /** A tier and, where it is lower than the incident's own, what made it so. */
    record Ruling(Tier tier, @Nullable Cap cap) {

        Ruling lowered(Tier to, Cap by) {
            return tier.compareTo(to) <= 0 ? this : new Ruling(to, by);
        }
    }

    /**
     * @param others open rows of the same service and of those that probably caused it; the incident's own is skipped
     */
    Ruling judge(Line line, Instant at, Collection<Line> others, Storms storms) {
        Ruling ruling = new Ruling(line.uncapped(), null);
        if (tuning.observe().holds(line.service()) || tuning.routing().owners().observe(line.service())) {
            ruling = ruling.lowered(Tier.DIGEST, new Cap.Observed());
        }
        for (SuppressionRule rule : tuning.suppressions()) {
            if (rule.caps(line.service(), line.event().rule(), line.uncapped(), at)) {
                ruling = ruling.lowered(rule.cap(), new Cap.Suppressed(rule.document()));
            }
        }
        for (CalendarWindow window : tuning.calendar().at(line.service(), at)) {
            if (window.fits(line.event())) {
                ruling = ruling.lowered(window.cap(), new Cap.Planned(window.document()));
            }
        }
        Optional<IncidentId> cover = first(others, other -> covers(other, line));
        if (cover.isPresent()) {
            ruling = ruling.lowered(Tier.DIGEST, new Cap.Covered(cover.get()));
        }
        Optional<IncidentId> cause = first(others, other -> caused(other, line));
        if (cause.isPresent()) {
            ruling = ruling.lowered(Tier.DIGEST, new Cap.Grouped(cause.get()));
        }
        Storm storm = line.told().atLeast(Tier.NOTIFY) ? null : storms.over(line.event().rule(), line.uncapped());
        return storm == null || storm.openedAt() == null
                ? ruling
                : ruling.lowered(Tier.DIGEST, new Cap.Stormed(OwnIncidents.storm(storm, storm.openedAt())));
    }

    private static Optional<IncidentId> first(Collection<Line> others, Predicate<Line> covers) {
        return others.stream().filter(covers).map(Line::incident).min(Comparator.comparing(IncidentId::value));
    }

    /** Whether another service's incident, told as loudly, is the probable cause of this one. */
    private static boolean caused(Line other, Line line) {
        ServiceId cause = line.probableCause();
        return cause != null && other.service().equals(cause) && other.burns()
                && other.told().atLeast(Tier.NOTIFY) && other.told().atLeast(line.uncapped());
    }

    /** Only what a person was told of covers: a digest line is too quiet to speak for another incident. */
    private static boolean covers(Line other, Line line) {
        IncidentEvent event = line.event();
        return other.told().atLeast(Tier.NOTIFY)
                && other.told().atLeast(line.uncapped())
                && other.service().equals(event.service())
                && !other.event().rule().equals(event.rule());
    }

    /** Why a cap no longer holds. */
    String whyEnded(@Nullable Cap cap, Line line, Instant at) {
        return switch (cap) {
            case null -> line.event().reason();
            case Cap.Observed _ -> "observe mode ended";
            case Cap.Covered(var incident) -> "no longer covered by " + incident;
            case Cap.Grouped(var incident) -> "goes on without " + incident;
            case Cap.Stormed(var incident) -> "goes on after " + incident;
            case Cap.Suppressed(var document) -> "suppression rule " + document.title() + ruleEnd(document, at);
            case Cap.Planned(var document) -> "calendar window " + document.title() + windowEnd(document, line, at);
        };
    }

    private String ruleEnd(Document document, Instant at) {
        return tuning.suppressions()
                .stream()
                .filter(rule -> rule.document().sameAs(document))
                .findFirst()
                .map(rule -> rule.isOver(at) ? " expired" : " changed")
                .orElse(" was removed");
    }

    private String windowEnd(Document document, Line line, Instant at) {
        return tuning.calendar()
                .windows()
                .stream()
                .filter(window -> window.document().sameAs(document))
                .findFirst()
                .map(window -> window.covers(line.service(), at) ? " doesn't expect this" : " ended")
                .orElse(" was removed");
    }
}
