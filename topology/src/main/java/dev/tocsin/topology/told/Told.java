package dev.tocsin.topology.told;

import dev.tocsin.topology.decode.Decoded;

/** What reading a record about a service gave. */
public sealed interface Told<V> {

    /** What it says. */
    record Usable<V>(V value) implements Told<V> {}

    /** A record that can't be used, on its way to the dead letters. */
    record Dead<V>(Decoded.DeadLetter letter) implements Told<V> {}
}
