package dev.tocsin.topology.profile;

import java.util.List;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

import dev.tocsin.detectors.Profile;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.escalation.suppression.ServiceGlob;

/**
 * How the services it matches are judged, as a document says.
 *
 * @param services at least one glob
 * @param ignored metrics that are told but not judged
 * @param trial null for a profile that judges; otherwise it is a candidate, which only looks on
 * @param outside the model outside that it listens to, null for none
 */
public record ServiceProfile(Document document, List<ServiceGlob> services, Base base, Tuned tuned,
        List<Glob> ignored, @Nullable Trial trial, @Nullable Outside outside) {

    public ServiceProfile {
        services = List.copyOf(services);
        ignored = List.copyOf(ignored);
        if (services.isEmpty()) {
            throw new IllegalArgumentException(document + " matches no service");
        }
        if (trial != null && outside != null) {
            throw new IllegalArgumentException("a candidate only looks on, so it can't listen to a model outside");
        }
    }

    /** How exactly it names a service: the literal characters of its best glob; empty where it doesn't. */
    OptionalInt exactness(ServiceId service) {
        return document.concerns(service)
                ? services.stream().filter(glob -> glob.matches(service)).mapToInt(ServiceGlob::literals).max()
                : OptionalInt.empty();
    }

    /** Whether it looks on at a service that it matches. */
    boolean tries(ServiceId service) {
        return trial != null && trial.takes(document.title(), service);
    }

    boolean judges() {
        return trial == null;
    }

    /** What it comes to, beside the profile that is usual here; a member from outside has half of the budget. */
    Terms terms(Profile usual) {
        int version = (int) Math.min(Integer.MAX_VALUE, Long.parseLong(document.version()));
        Profile profile = tuned.of(base.of(usual)).named(document.title(), version);
        boolean shared = outside != null && outside.use() == Outside.Use.MEMBER;
        return new Terms(document.title() + "@" + document.version(),
                shared ? profile.withBudget(profile.falseAlarmHoursPerDay() / 2) : profile, ignored);
    }
}
