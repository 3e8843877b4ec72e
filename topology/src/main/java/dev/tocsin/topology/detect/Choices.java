package dev.tocsin.topology.detect;

import java.util.HashMap;
import java.util.Map;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.profile.Choice;
import dev.tocsin.topology.profile.Profiles;
import dev.tocsin.topology.profile.ProfilesInForce;

/** Which profiles look at each of a task's services, asked once per service until documents change. Not thread-safe. */
final class Choices {

    private final ProfilesInForce profiles;
    private final Map<String, Choice> known = new HashMap<>();
    private Profiles edition;

    Choices(ProfilesInForce profiles) {
        this.profiles = profiles;
        this.edition = profiles.current();
    }

    Choice of(String key) {
        Profiles now = profiles.current();
        if (now != edition) {
            known.clear();
            edition = now;
        }
        Choice choice = known.get(key);
        if (choice == null) {
            choice = now.of(ServiceId.parse(key));
            if (!now.none()) {
                known.put(key, choice);
            }
        }
        return choice;
    }

    void forget(String key) {
        known.remove(key);
    }
}
