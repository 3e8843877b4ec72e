package dev.tocsin.topology.outside;

import dev.tocsin.schemas.v1.OutsideVerdict;
import dev.tocsin.topology.detect.Judgement;

/** What meets where verdicts are joined. */
public sealed interface Incoming {

    /** From the detect stage. */
    record Own(Judgement judgement) implements Incoming {}

    /** From a model outside. */
    record Foreign(OutsideVerdict verdict) implements Incoming {}
}
