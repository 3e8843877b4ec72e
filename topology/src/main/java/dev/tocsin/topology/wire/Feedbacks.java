package dev.tocsin.topology.wire;

import java.util.Locale;
import java.util.Optional;

import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.schemas.v1.FeedbackKind;

/** What people say, between its record and its value. */
public final class Feedbacks {

    private Feedbacks() {}

    public static dev.tocsin.schemas.v1.Feedback toRecord(Feedback said) {
        return dev.tocsin.schemas.v1.Feedback.newBuilder().setNamespace(said.service().namespace())
                .setService(said.service().service())
                .setIncident(said.incident() == null ? null : said.incident().value())
                .setKind(FeedbackKind.valueOf(said.kind().label())).setAt(said.at()).setBy(said.by())
                .setComment(said.comment()).build();
    }

    /**
     * What a record says; empty where its kind is one that this version doesn't know.
     *
     * @throws IllegalArgumentException if it names no service, or an incident that can't be one
     */
    public static Optional<Feedback> fromRecord(dev.tocsin.schemas.v1.Feedback record) {
        return record.getKind() == FeedbackKind.unknown
                ? Optional.empty()
                : Optional.of(new Feedback(new ServiceId(record.getNamespace(), record.getService()),
                        record.getIncident() == null ? null : new IncidentId(record.getIncident()),
                        Feedback.Kind.valueOf(record.getKind().name().toUpperCase(Locale.ROOT)), record.getAt(),
                        record.getBy(), record.getComment()));
    }
}
