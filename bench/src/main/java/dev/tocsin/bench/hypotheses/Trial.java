package dev.tocsin.bench.hypotheses;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.hypothesis.Hypotheses;
import dev.tocsin.escalation.hypothesis.Limits;
import dev.tocsin.escalation.hypothesis.Scene;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Hypothesis;

/**
 * A scene whose cause is known.
 *
 * @param cause null where nothing was wrong
 */
record Trial(String name, Scene scene, @Nullable ServiceId cause) {

    /** At which place the cause is named, from 1; 0 if it isn't. */
    int place(Limits limits) {
        return named(limits).indexOf(cause) + 1;
    }

    List<ServiceId> named(Limits limits) {
        return Hypotheses.rank(scene, limits).stream().map(Hypothesis::service).toList();
    }
}
