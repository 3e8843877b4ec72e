package dev.tocsin.detectors.joint;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CovarianceTest {

    private static final int METRICS = 5;
    /** The last two metrics are in the tail of blocks. */
    private static final Skyline SKYLINE = new Skyline(3);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void is_the_same_to_the_last_bit_whenever_lessons_are_taken_in(long seed) {
        // Given one that is asked for after each lesson, and one that hardly ever is
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Covariance asked = grown();
        Covariance left = grown();
        boolean[] present = {true, true, true, true, true};
        for (int lesson = 0; lesson < 500; lesson++) {
            double[] state = random.doubles(2 * METRICS, -3, 3).toArray();
            if (random.nextInt(40) == 0) {
                present[random.nextInt(METRICS)] ^= true;
            }
            double rate = random.nextDouble() / 10;

            // When both learn the same, metrics missing at times
            asked.learn(state, present, rate);
            asked.settled();
            left.learn(state, present, rate);
        }

        // Then
        assertThat(left.stored()).isEqualTo(asked.stored());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void is_the_weighted_mean_of_products(long seed) {
        // Given
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Covariance covariance = grown();
        boolean[] present = {true, true, true, true, true};
        double expected = 0;
        for (int lesson = 0; lesson < 50; lesson++) {
            double[] state = random.doubles(2 * METRICS, -3, 3).toArray();

            // When
            covariance.learn(state, present, 0.05);
            expected = 0.95 * expected + 0.05 * state[4] * state[1];
        }

        // Then
        assertThat(covariance.settled()[SKYLINE.offset(4) + 1]).isCloseTo(expected, within(1e-6));
    }

    private static Covariance grown() {
        Covariance covariance = new Covariance(SKYLINE, 0, new double[0]);
        for (int metric = 0; metric < METRICS; metric++) {
            covariance.append();
        }
        return covariance;
    }
}
