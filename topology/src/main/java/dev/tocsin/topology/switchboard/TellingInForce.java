package dev.tocsin.topology.switchboard;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.escalation.route.Routing;
import dev.tocsin.escalation.suppression.Observe;
import dev.tocsin.escalation.switchboard.Limits;
import dev.tocsin.escalation.switchboard.Tuning;
import dev.tocsin.topology.config.TuningHolder;

/**
 * What the switchboard needs to know of whom to tell what: documents in force with the routing, observe mode and limits
 * of the settings. The same value until a document changes. Thread-safe.
 */
public final class TellingInForce implements Supplier<Tuning> {

    private static final Logger LOG = LoggerFactory.getLogger(TellingInForce.class);

    private record Known(dev.tocsin.topology.config.Tuning documents, Tuning telling) {}

    private final TuningHolder documents;
    private final Routing routing;
    private final Observe observe;
    private final Limits limits;
    private volatile @Nullable Known known;

    public TellingInForce(TuningHolder documents, Routing routing, Observe observe, Limits limits) {
        this.documents = documents;
        this.routing = routing;
        this.observe = observe;
        this.limits = limits;
    }

    @Override
    public Tuning get() {
        dev.tocsin.topology.config.Tuning now = documents.current();
        Known before = known;
        if (before != null && before.documents == now) {
            return before.telling;
        }
        Routing routed = routing.with(now.routes(), now.owners());
        routed.unknown().forEach((document, names) -> LOG.warn(
                "{} names receivers that the settings don't have, and is followed without them: {}", document, names));
        Tuning telling = new Tuning(now.suppressions(), now.calendar(), observe, routed, limits);
        known = new Known(now, telling);
        return telling;
    }
}
