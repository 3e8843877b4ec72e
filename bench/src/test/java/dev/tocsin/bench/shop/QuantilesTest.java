package dev.tocsin.bench.shop;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class QuantilesTest {

    @Test
    void nearestRankIsAMeasuredValue() {
        // Given
        double[] sorted = {1, 2, 3, 4};
        // When / Then
        assertThat(Quantiles.nearestRank(sorted, 0.5)).isEqualTo(2);
        assertThat(Quantiles.nearestRank(sorted, 0.51)).isEqualTo(3);
        assertThat(Quantiles.nearestRank(sorted, 0.99)).isEqualTo(4);
        assertThat(Quantiles.nearestRank(new double[]{7}, 0.01)).isEqualTo(7);
    }

    @Test
    void ninetyNinthOfAHundredLeavesOutTheLargest() {
        // Given
        double[] sorted = new double[100];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = i + 1;
        }
        // When
        double p99 = Quantiles.nearestRank(sorted, 0.99);
        // Then
        assertThat(p99).isEqualTo(99);
    }

    @Test
    void medianDoesNotSortItsArgument() {
        // Given
        double[] values = {5, 1, 3, 2};
        // When
        double median = Quantiles.median(values);
        // Then
        assertThat(median).isEqualTo(2.5);
        assertThat(values).containsExactly(5, 1, 3, 2);
    }

    @Test
    void noValuesAndSillyQuantilesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantiles.nearestRank(new double[0], 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Quantiles.nearestRank(new double[]{1}, 0))
                .withMessageContaining("0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> Quantiles.median(new double[0]));
    }

    @Test
    void robustScaleIgnoresAnOutlierAndKeepsAFloor() {
        // Given
        double[] withOutlier = {10, 11, 9, 10, 12, 8, 1_000};
        double[] flat = {200, 200, 200};
        // When
        RobustScale scale = RobustScale.of(withOutlier);
        RobustScale floor = RobustScale.of(flat);
        // Then
        assertThat(scale.median()).isEqualTo(10);
        assertThat(scale.deviation()).isEqualTo(1.4826);
        assertThat(floor.deviation()).isEqualTo(2);
        assertThat(floor.z(206)).isEqualTo(3);
    }
}
