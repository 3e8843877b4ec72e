package dev.tocsin.app.feedback;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.intake.Asked;
import dev.tocsin.app.intake.Body;
import dev.tocsin.app.intake.RecordApi;
import dev.tocsin.escalation.feedback.Feedback.Kind;
import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.v1.Feedback;
import dev.tocsin.topology.wire.Feedbacks;

/**
 * {@code POST /api/v1/feedback}: {@code {"kind", "incident"? or "service" and "namespace"?, "by"?, "comment"?, "at"?}}. An
 * incident's id names its service; a service alone means its one open incident, or for {@code normal_now} itself.
 */
public final class FeedbackApi {

    private static final Set<String> FIELDS = Set.of("namespace", "service", "incident", "kind", "at", "by", "comment");
    private static final List<String> KINDS = Arrays.stream(Kind.values()).map(Kind::label).toList();

    private FeedbackApi() {}

    /** @param clock tells the time of feedback that says none */
    public static RecordApi<Feedback> of(InstantSource clock) {
        return new RecordApi<>("/api/v1/feedback",
                bytes -> Body.read(bytes, FIELDS, body -> feedback(body, clock.instant())));
    }

    private static Asked<Feedback> feedback(Body body, Instant now) {
        IncidentId incident = incident(body);
        ServiceId service = service(body, incident);
        Kind kind = Kind.values()[KINDS.indexOf(body.word("kind", KINDS))];
        var said = new dev.tocsin.escalation.feedback.Feedback(service, incident, kind, body.at(now),
                body.text("by", "", dev.tocsin.escalation.feedback.Feedback.MOST_NAME),
                body.text("comment", "", dev.tocsin.escalation.feedback.Feedback.MOST_COMMENT));
        Map<String, Object> echo = new LinkedHashMap<>();
        echo.put("service", service.toString());
        if (incident != null) {
            echo.put("incident", incident.value());
        }
        echo.put("kind", kind.label());
        echo.put("by", said.by());
        echo.put("at", said.at());
        return new Asked.Valid<>(service.toString(), Feedbacks.toRecord(said), echo);
    }

    private static @Nullable IncidentId incident(Body body) {
        if (!body.has("incident")) {
            return null;
        }
        try {
            return new IncidentId(body.text("incident", "", IncidentId.MAX_BYTES));
        } catch (IllegalArgumentException e) {
            body.problem(String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The one that is named; or else the incident's. */
    private static ServiceId service(Body body, @Nullable IncidentId incident) {
        ServiceId ofIncident = incident == null ? null : incident.service().orElse(null);
        if (ofIncident != null && !body.has("service")) {
            return ofIncident;
        }
        try {
            ServiceId named = new ServiceId(body.namespace(), body.text("service", "", ServiceId.MAX_BYTES));
            if (ofIncident != null && !ofIncident.equals(named)) {
                body.problem("incident is of " + ofIncident + ", not of service " + named);
            }
            return named;
        } catch (IllegalArgumentException e) {
            body.problem(String.valueOf(e.getMessage()));
            return new ServiceId(ServiceId.DEFAULT_NAMESPACE, "unknown");
        }
    }
}
