package dev.tocsin.topology.detect;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.Restoration.Refused;
import dev.tocsin.detectors.Restoration.Restored;
import dev.tocsin.topology.store.Codec;

/**
 * The stored form of a service's model, which the detectors define; a refused one makes room for a new model.
 *
 * @param profile by which the model of a key judges
 */
record ModelCodec(Function<String, Profile> profile, Consumer<String> refused) implements Codec<Detector> {

    @Override
    public byte[] write(Detector detector) {
        return detector.store();
    }

    @Override
    public @Nullable Detector read(String key, byte[] stored) {
        return switch (Detector.restore(stored, profile.apply(key))) {
            case Restored restored -> restored.detector();
            case Refused no -> {
                refused.accept(no.reason().name().toLowerCase(Locale.ROOT));
                yield null;
            }
        };
    }
}
