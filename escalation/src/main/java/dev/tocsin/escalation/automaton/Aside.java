package dev.tocsin.escalation.automaton;

import java.util.List;

import dev.tocsin.escalation.signal.LastChanges;

/**
 * What escalation remembers of a service besides matches and incidents.
 *
 * @param disarmed rules that have matched and wait to be rearmed, by name
 * @param changes those after which something is expected
 * @param around what is known of the services around it
 */
public record Aside(List<Disarmed> disarmed, LastChanges changes, Around around) {

    public static final Aside NOTHING = new Aside(List.of(), LastChanges.NONE, Around.NOTHING);

    public Aside {
        disarmed = List.copyOf(disarmed);
    }

    /** Whether nothing of it needs a look at each window. */
    boolean idle() {
        return disarmed.isEmpty() && changes.isEmpty() && around.waiting().isEmpty();
    }
}
