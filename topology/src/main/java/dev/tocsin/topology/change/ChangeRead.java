package dev.tocsin.topology.change;

import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.topology.decode.Decoded;

/** What reading a record of the topic of changes gave. */
public sealed interface ChangeRead {

    /** A change that can be told. */
    record Usable(Change change) implements ChangeRead {}

    /** A record that can't be used, on its way to the dead letters. */
    record Dead(Decoded.DeadLetter letter) implements ChangeRead {}
}
