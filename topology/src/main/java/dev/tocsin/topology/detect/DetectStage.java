package dev.tocsin.topology.detect;

import java.time.Instant;
import java.util.Set;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

import dev.tocsin.detectors.Detector;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.profile.ProfilesInForce;
import dev.tocsin.topology.profile.Terms;
import dev.tocsin.topology.store.LiveStoreBuilder;
import dev.tocsin.topology.window.Evaluation;

/**
 * The detect stage and what it needs.
 *
 * @param profiles by which services are judged
 * @param expected whether a calendar window covers a service's window, so that it must teach the model little
 * @param checkpoints when models are written
 */
public record DetectStage(ProfilesInForce profiles, Expected expected, Checkpoints checkpoints,
        Counts counts) implements ProcessorSupplier<String, Evaluation, String, Judgement> {

    public static final String MODELS = "models";

    /** The store of the models of candidates. */
    static final String CANDIDATES = "candidates";

    /** Whether something unusual is expected of a service at a time. */
    @FunctionalInterface
    public interface Expected {
        boolean covers(ServiceId service, Instant at);
    }

    @Override
    public Processor<String, Evaluation, String, Judgement> get() {
        return new DetectProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(LiveStoreBuilder.<Candidate>persistent(CANDIDATES, () -> new CandidateCodec(key -> {
            Terms candidate = profiles.current().of(ServiceId.parse(key)).candidate();
            return candidate == null ? null : candidate.profile();
        })));
    }

    /** The builder of the store of models, for this stage and for the one that adopts some. */
    public static StoreBuilder<?> store(ProfilesInForce profiles, Counts counts) {
        return LiveStoreBuilder.<Detector>persistent(MODELS,
                () -> new ModelCodec(key -> profiles.current().of(ServiceId.parse(key)).current().profile(),
                        reason -> counts.count("tocsin_models_refused", reason)));
    }
}
