package dev.tocsin.notifiers.receiver;

import dev.tocsin.notifiers.digest.TeamDigest;

/** A receiver that can be sent a digest as one message. */
public interface DigestReader extends Receiver {

    /** Tells it. */
    Outcome tellDigest(TeamDigest digest);
}
