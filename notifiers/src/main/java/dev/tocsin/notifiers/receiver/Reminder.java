package dev.tocsin.notifiers.receiver;

import java.time.Duration;
import java.util.List;

import dev.tocsin.schemas.v1.ReceiverState;

/**
 * A receiver that forgets what it isn't reminded of. A reminder changes nothing that anybody reads: it leaves no line in
 * the ledger and moves no offset. None is sent of an incident while something else of it is under way.
 */
public interface Reminder extends Receiver {

    /** How often it has to be reminded. */
    Duration every();

    /** Tells again what it was told of incidents that it still holds open. */
    Outcome remind(List<ReceiverState> open);
}
