package dev.tocsin.topology.wire;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DigitsTest {

    private static final RandomGeneratorFactory<RandomGenerator> RANDOM = RandomGeneratorFactory.of("L64X128MixRandom");

    @Test
    void measuresAreNearAndShort() {
        // Given numbers of all sizes
        long seed = 101;
        System.out.println("seed " + seed);
        RandomGenerator random = RANDOM.create(seed);
        for (int i = 0; i < 10_000; i++) {
            double value = random.nextGaussian() * Math.pow(10, random.nextInt(-300, 300));

            // When
            double told = Digits.measure(value);

            // Then
            assertThat(Math.abs(told - value)).isLessThanOrEqualTo(Math.abs(value) / 8_192);
            assertThat(Long.numberOfTrailingZeros(Double.doubleToRawLongBits(told))).isGreaterThanOrEqualTo(40);
            assertThat(Digits.measure(told)).isEqualTo(told);
        }
    }

    @Test
    void expectationsStayOnTheirSideOfWhatWasObserved() {
        // Given metrics that vary much or hardly, about zero and far from it
        long seed = 102;
        System.out.println("seed " + seed);
        RandomGenerator random = RANDOM.create(seed);
        for (int i = 0; i < 10_000; i++) {
            double expected = random.nextGaussian() * Math.pow(10, random.nextInt(-12, 15));
            double distance = random.nextGaussian() * Math.abs(expected) * Math.pow(10, random.nextInt(-14, 5));
            double observed = expected + distance;

            // When
            double told = Digits.expectation(expected, observed);

            // Then
            assertThat(Double.compare(told, observed)).isEqualTo(Double.compare(expected, observed));
            assertThat(Math.abs(told - expected)).isLessThanOrEqualTo(Math.abs(expected) / 65_536)
                    .isLessThanOrEqualTo(Math.abs(observed - expected) / 65_536);
        }
    }

    @Test
    void anExpectationOfAMetricThatVariesByAPercentHasFourBytesOfZeros() {
        assertThat(Double.doubleToRawLongBits(Digits.expectation(98.765432101234, 99.9)) << 32).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 5", "5, 5", "NaN, 5", "5, NaN", "Infinity, 5", "1.7976931348623157E308, -1.7E308",
            "1, 4.9E-324", "0.3, 0.3"})
    void whatCannotBeRoundedStays(Double expected, double observed) {
        assertThat((Double) Digits.expectation(expected, observed)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1, 0.5, 1e6, -1e6, Double.NaN, Double.POSITIVE_INFINITY, Double.MAX_VALUE})
    void whatIsShortStays(Double value) {
        assertThat((Double) Digits.measure(value)).isEqualTo(value);
    }
}
