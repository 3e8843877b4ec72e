package dev.tocsin.bench.shop;

import java.util.random.RandomGenerator;

/**
 * Poisson arrivals whose rate swings gently as a day does: {@code base · (1 + swing · sin(2π · t / period))}.
 *
 * @param base requests per second
 * @param swing share of the base, 0 to 1
 * @param periodSeconds one full swing
 */
record Arrivals(double base, double swing, double periodSeconds) {

    Arrivals {
        if (!(base > 0) || !(swing >= 0 && swing < 1) || !(periodSeconds > 0)) {
            throw new IllegalArgumentException(
                    "arrivals need base > 0, 0 <= swing < 1 and a period > 0: " + base + ", " + swing + ", "
                            + periodSeconds);
        }
    }

    /** Requests per second at a time. */
    double rate(double seconds) {
        return base * (1 + swing * Math.sin(2 * Math.PI * seconds / periodSeconds));
    }

    /** Seconds to the next arrival after one at {@code seconds}, with {@code factor} times the usual traffic. */
    double gap(double seconds, double factor, RandomGenerator random) {
        return -Math.log(1 - random.nextDouble()) / (rate(seconds) * factor);
    }
}
