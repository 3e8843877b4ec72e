package dev.tocsin.detectors.regime;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CentresTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void the_nearest_is_the_nearest(long seed) {
        // Given
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int numbers = 9;
        float[][] points = new float[11][];
        for (int i = 0; i < points.length; i++) {
            points[i] = point(random, numbers);
        }
        float[] here = point(random, numbers);

        // When
        Centres centres = new Centres(16, numbers, points);
        int nearest = centres.nearest(here);

        // Then
        for (float[] point : points) {
            assertThat(squared(points[nearest], here)).isLessThanOrEqualTo(squared(point, here));
        }
        assertThat(centres.squared(nearest)).isCloseTo(squared(points[nearest], here), within(1e-5));
    }

    @Test
    void none_is_nearest_where_none_is() {
        assertThat(new Centres(4, 3, new float[0][]).nearest(new float[3])).isEqualTo(-1);
    }

    @Test
    void points_keep_their_numbers_when_some_come_or_go() {
        // Given
        Centres centres = new Centres(4, 3, new float[][]{{1, 2, 3}, {4, 5, 6}});

        // When
        centres.resize(4);
        centres.remove(1, 2);

        // Then
        assertThat(centres.stored(2)).isDeepEqualTo(new float[][]{{1, 0}, {4, 0}});
    }

    @Test
    void a_centre_moves_a_share_of_the_way() {
        // Given
        Centres centres = new Centres(4, 2, new float[][]{{0, 0}, {4, 8}});

        // When
        centres.move(1, new float[]{8, 0}, 0.25f);

        // Then
        assertThat(centres.stored(2)).isDeepEqualTo(new float[][]{{0, 0}, {5, 6}});
    }

    private static float[] point(RandomGenerator random, int numbers) {
        float[] point = new float[numbers];
        for (int i = 0; i < numbers; i++) {
            point[i] = (float) random.nextGaussian();
        }
        return point;
    }

    private static double squared(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
