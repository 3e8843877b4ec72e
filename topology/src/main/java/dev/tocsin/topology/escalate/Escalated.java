package dev.tocsin.topology.escalate;

import dev.tocsin.schemas.v1.NeighbourNews;
import dev.tocsin.schemas.v1.SwitchboardInput;

/** What leaves the escalate stage. */
public sealed interface Escalated {

    /** To the switchboard. */
    record Told(SwitchboardInput input) implements Escalated {}

    /** To the tasks of services around this task's own. */
    record Spread(NeighbourNews news) implements Escalated {}
}
