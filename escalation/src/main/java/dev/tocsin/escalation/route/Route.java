package dev.tocsin.escalation.route;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.suppression.Document;

/**
 * Who is told of what it matches. Routes are asked in their order: lower {@code order} first, then a namespace's own
 * before those of all, then by name. The first that matches ends it, unless it goes on.
 *
 * @param order lower is asked earlier
 * @param receivers names, at least one
 * @param goesOn whether the routes behind it are asked too, and at the end the team's destinations or the default
 */
public record Route(Document document, int order, Criteria match, List<String> receivers,
        boolean goesOn) implements Comparable<Route> {

    /** Where nothing says another. */
    public static final int USUAL_ORDER = 100;

    private static final Comparator<Route> ORDER = Comparator.comparingInt(Route::order)
            .thenComparing(route -> route.document().namespace().equals(Document.ALL))
            .thenComparing(route -> route.document().namespace())
            .thenComparing(route -> route.document().name());

    public Route {
        receivers = List.copyOf(receivers);
        if (receivers.isEmpty()) {
            throw new IllegalArgumentException(document + " leads to nobody");
        }
    }

    boolean matches(IncidentEvent event, @Nullable Owner owner, Tier tier, Instant at) {
        return document.concerns(event.service()) && match.match(event, owner, tier, at);
    }

    /** Whether a route behind this one can never be reached. */
    public boolean hides(Route later) {
        boolean scope = document.namespace().equals(Document.ALL)
                || document.namespace().equals(later.document().namespace());
        return !goesOn && scope && match.cover(later.match);
    }

    /** A route that names tiers tells receivers that otherwise hear only of louder ones. */
    boolean tells(ReceiverType type, Tier tier) {
        return tier.atLeast(match.tiers().isEmpty() ? type.from() : type.lowest());
    }

    @Override
    public int compareTo(Route other) {
        return ORDER.compare(this, other);
    }
}
