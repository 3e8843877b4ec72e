package dev.tocsin.topology.derive;

import dev.tocsin.topology.derive.Input.Part;

/** What one instance contributes to an input in a window: its series, combined. */
final class Share {

    private final Combine within;
    /** Of a ratio: what is above the line. */
    private double of;
    /** Of a ratio: what is below the line. */
    private double to;
    private double sum;
    private double weights;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private double last;
    private double presence;
    private long lastTime = Long.MIN_VALUE;
    private boolean above;

    Share(Combine within) {
        this.within = within;
    }

    /** That a series said something, whatever it is. */
    void heard(Part part, boolean counter) {
        above |= part == Part.OF || counter;
    }

    /** Whether what is above the line of a ratio is known: no counter there is none of it, no level is nobody's word. */
    boolean above() {
        return above;
    }

    void add(Part part, double value, double present, long time) {
        switch (part) {
            case OF -> of += value * present;
            case TO -> to += value * present;
            case WHOLE -> {
                sum += value * present;
                weights += present;
                least = Math.min(least, value);
                most = Math.max(most, value);
                last = time >= lastTime ? value : last;
            }
        }
        lastTime = Math.max(lastTime, time);
        presence = Math.max(presence, present);
    }

    double of() {
        return of;
    }

    double to() {
        return to;
    }

    long lastTime() {
        return lastTime;
    }

    /** For how much of the window the instance was there. */
    double presence() {
        return presence;
    }

    /** The instance's value, as if it had been there for the whole window. */
    double value() {
        return switch (within) {
            case SUM -> sum / presence;
            case MEAN -> sum / weights;
            case MIN -> least;
            case MAX -> most;
            case LAST -> last;
        };
    }
}
