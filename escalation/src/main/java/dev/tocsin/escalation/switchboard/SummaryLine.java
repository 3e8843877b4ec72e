package dev.tocsin.escalation.switchboard;

import java.time.Instant;
import java.util.Comparator;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Tier;

/**
 * An incident that began and ended before anybody could be told. The worst comes first, then the earliest.
 *
 * @param tier it would have been told at, before any cap
 * @param summary its line for a person
 */
public record SummaryLine(IncidentId incident, ServiceId service, String rule, Tier tier, Instant openedAt,
        Instant resolvedAt, String summary) implements Comparable<SummaryLine> {

    private static final Comparator<SummaryLine> ORDER = Comparator.comparing(SummaryLine::tier)
            .reversed()
            .thenComparing(SummaryLine::openedAt)
            .thenComparing(line -> line.incident().value());

    static SummaryLine of(Line resolved) {
        IncidentEvent event = resolved.event();
        return new SummaryLine(event.incident(), event.service(), event.rule(), resolved.uncapped(), event.openedAt(),
                event.at(), Headline.of(event));
    }

    @Override
    public int compareTo(SummaryLine other) {
        return ORDER.compare(this, other);
    }
}
