package dev.tocsin.topology.detect;

import java.util.Locale;
import java.util.Set;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Heard;
import dev.tocsin.detectors.Mark;
import dev.tocsin.escalation.feedback.Feedback;
import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.store.LiveStore;
import dev.tocsin.topology.store.LiveStoreBuilder;

/**
 * Tells models what people say of their alarms. Of one incident the same counts once, and the other mark takes it back;
 * what a mark did is counted, logged, and told with the service's next verdict.
 */
public record HearStage(Counts counts) implements ProcessorSupplier<String, Feedback, Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(HearStage.class);
    private static final String MARKS = "marks";

    @Override
    public Processor<String, Feedback, Void, Void> get() {
        return new Hearer(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(LiveStoreBuilder.<MarksHeard>persistent(MARKS,
                () -> new MarksHeardCodec(key -> counts.count("tocsin_states_refused", "torn_marks"))));
    }

    private static final class Hearer extends ContextualProcessor<String, Feedback, Void, Void> {

        private final HearStage stage;

        Hearer(HearStage stage) {
            this.stage = stage;
        }

        @Override
        public void process(Record<String, Feedback> record) {
            stage.counts.count("tocsin_feedback_effects", consider(record.key(), record.value()));
        }

        /** What became of a mark, a named reason. */
        private String consider(String key, Feedback said) {
            LiveStore<Detector> models = context().getStateStore(DetectStage.MODELS);
            Detector model = models.get(key);
            if (model == null) {
                return "no_model";
            }
            Mark mark = Mark.valueOf(said.kind().name());
            IncidentId incident = said.incident();
            if (mark == Mark.NORMAL_NOW) {
                return tell(key, model, mark, said);
            }
            if (incident == null) {
                return "no_incident";
            }
            if (!incident.mayBeOf(said.service())) {
                return "wrong_service";
            }
            return consider(key, model, mark, said, incident.value());
        }

        private String consider(String key, Detector model, Mark mark, Feedback said, String incident) {
            LiveStore<MarksHeard> store = context().getStateStore(MARKS);
            MarksHeard known = store.get(key);
            MarksHeard before = known == null ? MarksHeard.NONE : known;
            return switch (before.meaning(incident, mark)) {
                case REPEATED -> "said_before";
                case TAKEN_BACK -> {
                    store.put(key, before.without(incident));
                    tell(key, model, mark, said);
                    yield "taken_back";
                }
                case NEW -> {
                    String effect = tell(key, model, mark, said);
                    if (effect.equals(label(Heard.Outcome.MOVED))) {
                        store.put(key, before.with(incident, mark));
                    }
                    yield effect;
                }
            };
        }

        private String tell(String key, Detector model, Mark mark, Feedback said) {
            Heard heard = model.hear(mark, said.at());
            LiveStore<Detector> models = context().getStateStore(DetectStage.MODELS);
            models.put(key, model);
            LOG.info("{} {} {}: {}, alarms beyond {} (before {}), about {} false-alarm hours per day", key,
                    said.reason(), mark, heard.outcome(), rounded(heard.after().threshold()),
                    rounded(heard.before().threshold()), rounded(heard.after().falseAlarmHoursPerDay()));
            return label(heard.outcome());
        }

        private static String label(Heard.Outcome outcome) {
            return outcome.name().toLowerCase(Locale.ROOT);
        }

        private static String rounded(double value) {
            return String.format(Locale.ROOT, "%.2f", value);
        }
    }
}
