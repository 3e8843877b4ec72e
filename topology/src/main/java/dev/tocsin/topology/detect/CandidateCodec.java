package dev.tocsin.topology.detect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.tocsin.detectors.Detector;
import dev.tocsin.detectors.Profile;
import dev.tocsin.detectors.Restoration;
import dev.tocsin.topology.store.Codec;

/**
 * The stored form: the length and bytes of the candidate's name, and the model's own stored form.
 *
 * @param profile of the candidate that looks on at a key's service, null for none
 */
record CandidateCodec(Function<String, @Nullable Profile> profile) implements Codec<Candidate> {

    @Override
    public byte @Nullable [] write(Candidate candidate) {
        if (candidate.model() == null) {
            return null;
        }
        byte[] name = candidate.name().getBytes(StandardCharsets.UTF_8);
        byte[] model = candidate.model().store();
        return ByteBuffer.allocate(Integer.BYTES + name.length + model.length).putInt(name.length).put(name).put(model)
                .array();
    }

    @Override
    public @Nullable Candidate read(String key, byte[] stored) {
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        int length = stored.length < Integer.BYTES ? -1 : buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            return null;
        }
        byte[] name = new byte[length];
        buffer.get(name);
        byte[] model = new byte[buffer.remaining()];
        buffer.get(model);
        return candidate(key, new String(name, StandardCharsets.UTF_8), model);
    }

    private Candidate candidate(String key, String name, byte[] model) {
        Profile wanted = profile.apply(key);
        return wanted != null && wanted.name().equals(name)
                && Detector.restore(model, wanted) instanceof Restoration.Restored(Detector restored)
                        ? new Candidate(name, restored)
                        : new Candidate(name, null);
    }
}
