package dev.tocsin.escalation.switchboard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Hypothesis;

/** Follows storms as time passes: how many burn in each, who is probably behind it, and when it is over. */
final class StormWatch {

    private final Telling telling;
    private final Collection<Line> openLines;

    StormWatch(Telling telling, Collection<Line> openLines) {
        this.telling = telling;
        this.openLines = openLines;
    }

    /** @return incidents of storms that are over */
    List<IncidentId> pass() {
        List<IncidentId> ended = new ArrayList<>();
        Instant now = telling.board().newest();
        telling.becomes(telling.board().storms().fresh(now));
        for (Storm storm : telling.board().storms().all()) {
            Instant openedAt = storm.openedAt();
            if (openedAt != null) {
                pass(storm, openedAt, now).ifPresent(ended::add);
            }
        }
        return ended;
    }

    private Optional<IncidentId> pass(Storm storm, Instant openedAt, Instant now) {
        List<Line> burning = openLines.stream().filter(line -> line.event().rule().equals(storm.rule())
                && line.uncapped().atLeast(storm.tier()) && line.burns()).toList();
        Storm counted = storm.counted(burning.size(), now);
        if (counted.isCalm(now)) {
            telling.becomes(telling.board().storms().without(storm));
            telling.raise(own(storm, openedAt), OwnIncidents.stormOver(storm, openedAt, now));
            return Optional.of(OwnIncidents.storm(storm, openedAt));
        }
        if (counted.isWorthAnUpdate(burning.size(), now)) {
            counted = counted.told(burning.size(), now);
            telling.goesOn(own(storm, openedAt), OwnIncidents.stormGoesOn(counted, openedAt, now, behind(burning)));
        }
        if (!counted.equals(storm)) {
            telling.becomes(telling.board().storms().with(counted));
        }
        return Optional.empty();
    }

    private @Nullable Line own(Storm storm, Instant openedAt) {
        IncidentId id = OwnIncidents.storm(storm, openedAt);
        return openLines.stream().filter(line -> line.incident().equals(id)).findAny().orElse(null);
    }

    /** Whom the services in it name as the cause most often, with how many do. */
    private static Map.@Nullable Entry<ServiceId, Integer> behind(List<Line> burning) {
        Map<ServiceId, Integer> named = new TreeMap<>();
        for (Line line : burning) {
            List<Hypothesis> hypotheses = line.event().hypotheses();
            if (!hypotheses.isEmpty() && !hypotheses.getFirst().service().equals(line.service())) {
                named.merge(hypotheses.getFirst().service(), 1, Integer::sum);
            }
        }
        return named.entrySet().stream().max(Comparator.comparingInt(Map.Entry::getValue)).orElse(null);
    }
}
