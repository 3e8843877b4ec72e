package dev.tocsin.detectors.ensemble;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;

import dev.tocsin.detectors.Level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SecondOpinionTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void aUniformPValueKeepsToItsBudget() {
        // Given a model that is right about its p-values, over 2,000 days of minutes
        long seed = Long.getLong("tocsin.seed", 94);
        System.out.println("seed " + seed);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int alarmHours = 0;
        for (int hour = 0; hour < 48_000; hour++) {
            boolean alarm = false;
            for (int minute = 0; minute < 60; minute++) {
                alarm |= SecondOpinion.level(1 - random.nextDouble(), 0.25, MINUTE) == Level.ANOMALOUS;
            }
            alarmHours += alarm ? 1 : 0;
        }

        // Then
        assertThat(alarmHours / 2_000.0).isBetween(0.2, 0.26);
    }

    @Test
    void aLongWindowIsAsManyHoursAsItHas() {
        double alarm = 0.5 / 24;
        assertThat(SecondOpinion.level(alarm, 0.5, Duration.ofHours(1))).isEqualTo(Level.ANOMALOUS);
        assertThat(SecondOpinion.level(alarm, 0.5, Duration.ofDays(1))).isEqualTo(Level.ANOMALOUS);
        assertThat(SecondOpinion.level(alarm * 1.01, 0.5, Duration.ofDays(1))).isEqualTo(Level.ELEVATED);
        assertThat(SecondOpinion.level(alarm * 5.01, 0.5, Duration.ofDays(1))).isEqualTo(Level.NORMAL);
    }

    @Test
    void theRarerOpinionWeighsMoreAndTheLouderLevelHolds() {
        SecondOpinion.Joined joined = SecondOpinion.join(0.5, Level.NORMAL, 1e-6, Level.ANOMALOUS);

        assertThat(joined.pValue()).isCloseTo(2e-6, within(1e-8));
        assertThat(joined.score()).isCloseTo(5.7, within(0.01));
        assertThat(joined.ownPart()).isLessThan(1e-5);
        assertThat(joined.level()).isEqualTo(Level.ANOMALOUS);
        assertThat(SecondOpinion.join(1e-6, Level.ANOMALOUS, 0.5, Level.NORMAL).level()).isEqualTo(Level.ANOMALOUS);
    }

    @Test
    void withoutAnOpinionOfOursTheOtherStands() {
        assertThat(SecondOpinion.join(Double.NaN, Level.NORMAL, 0.01, Level.ELEVATED))
                .isEqualTo(new SecondOpinion.Joined(2, 0.01, 0, Level.ELEVATED));
    }

    @Test
    void theImpossiblyRareStaysFinite() {
        SecondOpinion.Joined joined = SecondOpinion.join(0, Level.ANOMALOUS, Double.MIN_VALUE, Level.ANOMALOUS);

        assertThat(joined.score()).isBetween(300.0, 310.0);
        assertThat(joined.ownPart()).isEqualTo(0.5);
    }
}
