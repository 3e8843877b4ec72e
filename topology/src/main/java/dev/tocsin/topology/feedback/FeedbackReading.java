package dev.tocsin.topology.feedback;

import java.time.Instant;

import dev.tocsin.schemas.v1.Feedback;
import dev.tocsin.topology.told.Saying;
import dev.tocsin.topology.wire.Feedbacks;

/** Reads records of the topic of feedback. */
public final class FeedbackReading implements Saying.Reading<Feedback, dev.tocsin.escalation.feedback.Feedback> {

    @Override
    public Saying<dev.tocsin.escalation.feedback.Feedback> of(Feedback record, Instant recorded) {
        var said = Feedbacks.fromRecord(record).orElse(null);
        return said == null
                ? new Saying.Unusable<>("unknown_kind", "something that this version doesn't know")
                : new Saying.Of<>(said.service(), said.kind().label(), said);
    }
}
