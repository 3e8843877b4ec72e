package dev.tocsin.detectors;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import dev.tocsin.detectors.stored.Reading;

/** What restoring a stored model gave. */
public sealed interface Restoration {

    /** The model goes on where it was. */
    record Restored(Detector detector) implements Restoration {}

    /** The bytes can't be used; a new model starts instead. */
    record Refused(Reason reason, String detail) implements Restoration {}

    /** What became of bytes that were read as a model of the profile's kind. */
    static <M> Restoration of(Reading<M> reading, ToLongFunction<M> windowNanos, Profile profile,
            Function<M, Detector> model) {
        return switch (reading) {
            case Reading.Torn<M>(String detail) -> new Refused(Reason.TORN, detail);
            case Reading.UnknownVersion<M>(int version, int newest) ->
                new Refused(Reason.UNKNOWN_VERSION, "version " + version + ", newest known " + newest);
            case Reading.OtherKind<M>() ->
                new Refused(Reason.OTHER_KIND, "not a model of kind " + profile.kind().name().toLowerCase(Locale.ROOT));
            case Reading.Read<M>(M stored) when windowNanos.applyAsLong(stored) != profile.window().toNanos() ->
                new Refused(Reason.OTHER_WINDOW, "learned from windows of "
                        + Duration.ofNanos(windowNanos.applyAsLong(stored)) + ", now " + profile.window());
            case Reading.Read<M>(M stored) -> new Restored(model.apply(stored));
        };
    }

    /** Why bytes can't be used. */
    enum Reason {
        /** Cut, overwritten, or not a stored model at all. */
        TORN,
        /** Written by a newer release. */
        UNKNOWN_VERSION,
        /** Learned from windows of another length. */
        OTHER_WINDOW,
        /** A light model where the profile asks for a standard one, or the reverse. */
        OTHER_KIND
    }
}
