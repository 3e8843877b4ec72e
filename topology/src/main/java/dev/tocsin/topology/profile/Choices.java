package dev.tocsin.topology.profile;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;

/** Which profiles look at each of a task's services, asked once per service until documents change. Not thread-safe. */
public final class Choices {

    private final ProfilesInForce profiles;
    private final Map<String, Choice> known = new HashMap<>();
    private @Nullable Profiles edition;

    public Choices(ProfilesInForce profiles) {
        this.profiles = profiles;
    }

    /** Whether documents have changed since this was asked last, or it never was. */
    public boolean renewed() {
        Profiles now = profiles.current();
        boolean other = now != edition;
        if (other) {
            known.clear();
            edition = now;
        }
        return other;
    }

    /** As of when {@link #renewed} was asked last. */
    public Choice of(String key) {
        Profiles now = asked();
        return now.none() ? now.otherwise() : known.computeIfAbsent(key, service -> now.of(ServiceId.parse(service)));
    }

    /** Whether any service may listen to a model outside, as of when {@link #renewed} was asked last. */
    public boolean listen() {
        return asked().listen();
    }

    private Profiles asked() {
        return edition == null ? profiles.current() : edition;
    }

    public void forget(String key) {
        known.remove(key);
    }
}
