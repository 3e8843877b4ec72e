package dev.tocsin.topology.switchboard;

import dev.tocsin.schemas.v1.IncidentEvent;
import dev.tocsin.schemas.v1.Notification;

/** What leaves the switchboard. */
public sealed interface Telling {

    /** To the outbox. */
    record Outgoing(Notification notification) implements Telling {}

    /** A transition of an incident, with who may have caused it, to the topic of incidents. */
    record Happened(IncidentEvent event) implements Telling {}
}
