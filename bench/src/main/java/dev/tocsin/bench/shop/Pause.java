package dev.tocsin.bench.shop;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The time something outside the shop takes (a card provider, a database): log-normal around its median.
 *
 * @param spread standard deviation of the logarithm
 */
record Pause(Duration median, double spread) {

    void take() throws InterruptedException {
        double factor = Math.exp(spread * ThreadLocalRandom.current().nextGaussian());
        Thread.sleep(Duration.ofNanos((long) (median.toNanos() * factor)));
    }
}
