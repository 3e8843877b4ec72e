package dev.tocsin.topology.escalate;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.automaton.ServiceState;
import dev.tocsin.escalation.automaton.StoredState;
import dev.tocsin.escalation.automaton.TornStateException;
import dev.tocsin.topology.store.Codec;

/** The stored form of a service's partials and incidents, which escalation defines; nothing pending, no row. */
record ServiceStateCodec(Consumer<String> torn) implements Codec<ServiceState> {

    @Override
    public byte @Nullable [] write(ServiceState state) {
        byte[] stored = StoredState.write(state);
        return stored.length == 0 ? null : stored;
    }

    @Override
    public @Nullable ServiceState read(String key, byte[] stored) {
        try {
            return StoredState.read(stored);
        } catch (TornStateException unreadable) {
            torn.accept(key);
            return null;
        }
    }
}
