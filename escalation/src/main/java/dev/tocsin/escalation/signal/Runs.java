package dev.tocsin.escalation.signal;

import java.util.List;

/**
 * How far the signals that must last for several windows are from rest: for a signal of trouble the windows it has been
 * true, for a signal of calm the windows it still lacks. A service that is well, or of which nothing is known, so has
 * none at all.
 */
public record Runs(List<Run> awayFromRest) {

    /** Every signal of trouble is false, every signal of calm has lasted. */
    public static final Runs RESTING = new Runs(List.of());

    /**
     * One signal's distance from rest.
     *
     * @param signal fingerprint of its definition, so that an edited signal starts anew
     * @param windows 1 to {@value Signal#MAX_WINDOWS}
     */
    public record Run(long signal, int windows) {

        public Run {
            if (windows < 1 || windows > Signal.MAX_WINDOWS) {
                throw new IllegalArgumentException("run of signal " + Fingerprint.hex(signal) + " is " + windows
                        + " windows, not 1 to " + Signal.MAX_WINDOWS);
            }
        }
    }

    public Runs {
        awayFromRest = List.copyOf(awayFromRest);
    }

    int of(long signal) {
        for (Run run : awayFromRest) {
            if (run.signal() == signal) {
                return run.windows();
            }
        }
        return 0;
    }
}
