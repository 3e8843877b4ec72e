package dev.tocsin.topology.clock;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampleAgesTest {

    private Duration elapsed = Duration.ZERO;
    private final SampleAges ages = new SampleAges(() -> elapsed);

    @Test
    void theYoungestAndTheOldestAreKept() {
        ages.saw(10_000, 12_000);
        ages.saw(10_000, 40_000);
        ages.saw(13_000, 12_500);

        assertThat(ages.leastSeconds()).isEqualTo(-0.5);
        assertThat(ages.mostSeconds()).isEqualTo(30);
    }

    @Test
    void whatIsLongAgoIsForgotten() {
        ages.saw(10_000, 99_000);
        elapsed = Duration.ofMinutes(2);
        assertThat(ages.mostSeconds()).isEqualTo(89);
        ages.saw(10_000, 11_000);
        elapsed = Duration.ofMinutes(4);

        assertThat(ages.mostSeconds()).isEqualTo(1);
    }

    @Test
    void withoutSamplesThereIsNoAge() {
        assertThat(ages.leastSeconds()).isNaN();
        ages.saw(10_000, 11_000);
        elapsed = Duration.ofHours(1);

        assertThat(ages.mostSeconds()).isNaN();
    }
}
