package dev.tocsin.app.feedback;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.incidents.IncidentLine;
import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.switchboard.OwnIncidents;

/**
 * What a person means: an incident by its id, or a service by its one open incident.
 *
 * @param incident null where the service as a whole is meant
 */
record Choice(ServiceId service, @Nullable IncidentLine incident) {

    private static final int MOST_LISTED = 10;

    /**
     * An incident that is open.
     *
     * @param all newest first
     * @throws Failure if there is none of that name, it is over, or the service has several
     */
    static Choice open(List<IncidentLine> all, String wanted) {
        Choice known = byId(all, wanted).orElse(null);
        if (known != null && known.incident != null) {
            if (!known.incident.open()) {
                throw new Failure(wanted + " is " + known.incident.state() + " since " + known.incident.changedAt()
                        + ": " + known.incident.reason() + ".", "tocsin incidents --open lists those that aren't.");
            }
            return known;
        }
        return only(wanted, "open incident",
                ofService(all, wanted).stream().filter(IncidentLine::open).toList());
    }

    /** An open incident that a person can end: what Tocsin tells of itself has no rule, and isn't one. */
    static Choice endable(List<IncidentLine> all, String wanted) {
        Choice choice = open(all, wanted);
        IncidentLine line = choice.incident;
        if (line != null && OwnIncidents.isOwn(line.rule())) {
            throw new Failure(line.incident() + " is of Tocsin itself: it ends when its cause does.",
                    "tocsin ack " + line.incident() + " says who works on it.");
        }
        return choice;
    }

    /** An open incident on which nobody works yet, as loud as it is. */
    static Choice unacknowledged(List<IncidentLine> all, String wanted) {
        Choice choice = open(all, wanted);
        if (choice.incident != null && !choice.incident.acknowledged().isEmpty()) {
            throw new Failure(choice.incident.incident() + " is acknowledged already, "
                    + choice.incident.acknowledged() + ".", "Nothing was said.");
        }
        return choice;
    }

    /** An incident that may be over: the service's one open, or else its newest. */
    static Choice any(List<IncidentLine> all, String wanted) {
        List<IncidentLine> ofService = ofService(all, wanted);
        List<IncidentLine> open = ofService.stream().filter(IncidentLine::open).toList();
        return byId(all, wanted).orElseGet(() -> only(wanted, "incident",
                open.isEmpty() ? ofService.stream().limit(1).toList() : open));
    }

    /** A service, by its own name or by an incident of it. */
    static Choice service(List<IncidentLine> all, String wanted) {
        return byId(all, wanted).map(choice -> new Choice(choice.service, null))
                .orElseGet(() -> new Choice(parse(wanted), null));
    }

    @Nullable
    IncidentId id() {
        return incident == null ? null : new IncidentId(incident.incident());
    }

    private static Choice only(String wanted, String what, List<IncidentLine> candidates) {
        if (candidates.isEmpty()) {
            throw new Failure("there is no " + what + " " + wanted + ", nor of a service of that name.",
                    "tocsin incidents lists those there are.");
        }
        if (candidates.size() > 1) {
            throw new Failure(wanted + " has " + candidates.size() + " open incidents: which one?",
                    candidates.stream().limit(MOST_LISTED)
                            .map(line -> line.incident() + "  " + line.tier() + ", " + line.state() + ", "
                                    + line.reason())
                            .collect(Collectors.joining("\n")));
        }
        return of(candidates.getFirst());
    }

    private static Optional<Choice> byId(List<IncidentLine> all, String wanted) {
        return all.stream().filter(line -> line.incident().equals(wanted)).findFirst().map(Choice::of);
    }

    private static List<IncidentLine> ofService(List<IncidentLine> all, String wanted) {
        ServiceId service = parse(wanted);
        return all.stream().filter(line -> service(line).equals(service)).toList();
    }

    private static ServiceId parse(String wanted) {
        try {
            return ServiceId.parse(wanted);
        } catch (IllegalArgumentException e) {
            throw new Failure("'" + wanted + "' is neither an incident nor a service: " + e.getMessage(),
                    "tocsin incidents lists those there are.", e);
        }
    }

    private static Choice of(IncidentLine line) {
        return new Choice(service(line), line);
    }

    private static ServiceId service(IncidentLine line) {
        return new ServiceId(line.namespace(), line.service());
    }
}
