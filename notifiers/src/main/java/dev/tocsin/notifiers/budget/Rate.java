package dev.tocsin.notifiers.budget;

import java.time.Duration;

/** So many calls per so much time. */
public record Rate(int calls, Duration per) {

    public Rate {
        if (calls < 1 || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException("rate of " + calls + " calls per " + per + " lets nothing pass");
        }
    }
}
