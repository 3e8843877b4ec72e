package dev.tocsin.notifiers;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Runs a property over many seeds; a failure says which one. */
public final class Seed {

    private Seed() {}

    public static void each(int runs, Consumer<RandomGenerator> property) {
        long base = Long.getLong("seed", 20_261_122L);
        for (int run = 0; run < runs; run++) {
            long seed = base + run;
            try {
                property.accept(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("with -Dseed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
