package dev.tocsin.escalation.hypothesis;

import java.util.List;

import dev.tocsin.escalation.hypothesis.Symptoms.Symptom;
import dev.tocsin.escalation.identity.ServiceId;

/**
 * A service that may be the cause.
 *
 * @param way how strong the reason to name it is
 * @param weight to compare suspects found the same way
 * @param path from the victim to it; only itself where no path leads to it
 * @param explains how many other services it would explain
 */
record Suspect(ServiceId service, Symptom symptom, Way way, double weight, List<ServiceId> path, int explains) {

    /** How it was found; the stronger way first. */
    enum Way {
        /** The end of a path of unusual services. */
        END,
        /** A service on such a path. */
        LINK,
        /** Very unusual below the victim, with nothing unusual between. */
        ALONE
    }

    Suspect weighing(double heavier) {
        return new Suspect(service, symptom, way, heavier, path, explains);
    }
}
