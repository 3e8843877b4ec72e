package dev.tocsin.topology.clock;

import java.time.Duration;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.store.Codec;

/** The stored form of a task's effective time. */
public record EffectiveTimeCodec(Duration idle, Consumer<String> unreadable) implements Codec<EffectiveTime> {

    @Override
    public byte[] write(EffectiveTime time) {
        return time.store();
    }

    @Override
    public @Nullable EffectiveTime read(String key, byte[] stored) {
        EffectiveTime time = new EffectiveTime(idle);
        if (time.restore(stored)) {
            return time;
        }
        unreadable.accept(key);
        return null;
    }
}
