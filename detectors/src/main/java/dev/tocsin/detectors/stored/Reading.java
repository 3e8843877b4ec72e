package dev.tocsin.detectors.stored;

/** What reading the bytes of a model gave. */
public sealed interface Reading<M> {

    record Read<M>(M model) implements Reading<M> {}

    /** Not a whole stored model: cut, overwritten, or something else. */
    record Torn<M>(String detail) implements Reading<M> {}

    /** Written by a newer release. */
    record UnknownVersion<M>(int version, int newest) implements Reading<M> {}

    /** A model of another kind. */
    record OtherKind<M>() implements Reading<M> {}
}
