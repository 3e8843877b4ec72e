package dev.tocsin.escalation.verdict;

import java.time.Instant;
import java.util.Comparator;

import dev.tocsin.escalation.identity.ServiceId;

/** Something that happened to a service at an event time: a window's verdict at the window's end, or a change. */
public sealed interface Occurrence permits Verdict, Change {

    /** The total order in which occurrences are told: by time, changes before verdicts, then by service. */
    Comparator<Occurrence> ORDER = Comparator.comparing(Occurrence::time)
            .thenComparing(occurrence -> occurrence instanceof Verdict)
            .thenComparing(Occurrence::service);

    ServiceId service();

    /** Event time: the end of a verdict's window, the time of a change. */
    Instant time();
}
