package dev.tocsin.topology.detect;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Restoration;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.Counts;
import dev.tocsin.topology.profile.ProfilesInForce;
import dev.tocsin.topology.store.LiveStore;

/**
 * Takes over models that were taught elsewhere, for services whose own is missing or can't judge yet: what a service has
 * learned from its live stream is never given up for it.
 */
public record AdoptStage(ProfilesInForce profiles,
        Counts counts) implements ProcessorSupplier<byte[], byte[], Void, Void> {

    private static final String COUNTER = "tocsin_models_offered";

    @Override
    public Processor<byte[], byte[], Void, Void> get() {
        return new Adopter(this);
    }

    private static final class Adopter extends ContextualProcessor<byte[], byte[], Void, Void> {

        private final AdoptStage stage;

        Adopter(AdoptStage stage) {
            this.stage = stage;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            stage.counts.count(COUNTER, consider(record.key(), record.value()));
        }

        /** What became of the offer, a named reason. */
        private String consider(byte @Nullable [] key, byte @Nullable [] stored) {
            if (key == null || stored == null) {
                return "empty";
            }
            String name = new String(key, StandardCharsets.UTF_8);
            ServiceId service;
            try {
                service = ServiceId.parse(name);
            } catch (IllegalArgumentException e) {
                return "unusable_service";
            }
            return switch (Detector.restore(stored, stage.profiles.current().of(service).current().profile())) {
                case Restoration.Refused _ -> "refused";
                case Restoration.Restored offer -> take(name, offer.detector());
            };
        }

        private String take(String name, Detector offer) {
            if (!offer.phase().judges()) {
                return "immature";
            }
            LiveStore<Detector> models = context().getStateStore(DetectStage.MODELS);
            Detector own = models.get(name);
            if (own != null && own.phase().judges()) {
                return "own_is_mature";
            }
            models.put(name, offer);
            return "adopted";
        }
    }
}
