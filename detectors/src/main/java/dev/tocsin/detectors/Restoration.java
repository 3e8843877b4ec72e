package dev.tocsin.detectors;

/** What restoring a stored model gave. */
public sealed interface Restoration {

    /** The model goes on where it was. */
    record Restored(Detector detector) implements Restoration {}

    /** The bytes can't be used; a new model starts instead. */
    record Refused(Reason reason, String detail) implements Restoration {}

    /** Why bytes can't be used. */
    enum Reason {
        /** Cut, overwritten, or not a stored model at all. */
        TORN,
        /** Written by a newer release. */
        UNKNOWN_VERSION,
        /** Learned from windows of another length. */
        OTHER_WINDOW
    }
}
