package dev.tocsin.detectors;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DailyRhythmTest {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int DAY = 288;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
    private final Detector detector = Detector.create(Profile.standard(WINDOW));
    private Instant time = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void the_morning_rise_is_expected_once_it_has_been_seen_for_two_weeks() {
        // Given two weeks of days that rise from 100 to 200 at nine
        live(14 * DAY);
        // When the next morning is as usual
        Verdict night = live(6 * 12);
        Verdict noon = live(6 * 12);
        // Then both are expected for what they are
        assertThat(night.contributions().getFirst().expected()).isCloseTo(100, within(10.0));
        assertThat(noon.contributions().getFirst().expected()).isCloseTo(200, within(10.0));
        assertThat(noon.anomalous()).isFalse();
    }

    @Test
    void the_height_of_noon_at_night_is_anomalous() {
        // Given two weeks, and a night
        live(14 * DAY + 3 * 12);
        // When at three the metrics are where they are at noon
        Verdict verdict = null;
        for (int window = 0; window < 6; window++) {
            verdict = detector.observe(window(200), Learning.NORMAL);
        }
        // Then
        assertThat(verdict).isNotNull();
        assertThat(verdict.anomalous()).isTrue();
        assertThat(verdict.contributions().getFirst().direction()).isEqualTo(Direction.UP);
    }

    @Test
    void a_day_in_berlin_stays_expected_when_the_clocks_change() {
        // Given four weeks of days that go by the clocks of Berlin, until the night in which these change
        Detector berlin = Detector.create(Profile.standard(WINDOW).withZone(BERLIN));
        Detector utc = Detector.create(Profile.standard(WINDOW));
        Instant change = Instant.parse("2026-03-29T01:00:00Z");
        while (time.isBefore(change)) {
            MetricWindow window = window(inBerlin());
            berlin.observe(window, Learning.NORMAL);
            utc.observe(window, Learning.NORMAL);
        }
        // When the day of the change follows
        double off = 0;
        double offWithoutZone = 0;
        int told = 0;
        int toldWithoutZone = 0;
        for (int i = 0; i < DAY; i++) {
            double level = inBerlin();
            MetricWindow window = window(level);
            Verdict said = berlin.observe(window, Learning.NORMAL);
            Verdict saidWithoutZone = utc.observe(window, Learning.NORMAL);
            off += Math.abs(said.contributions().getFirst().expected() - level) / DAY;
            offWithoutZone += Math.abs(saidWithoutZone.contributions().getFirst().expected() - level) / DAY;
            told += said.anomalous() ? 1 : 0;
            toldWithoutZone += saidWithoutZone.anomalous() ? 1 : 0;
        }
        // Then who knows the zone expects each hour to a third of the noise, and who doesn't is more surprised
        assertThat(off).isLessThan(1);
        assertThat(offWithoutZone).isGreaterThan(5);
        assertThat(told).isLessThan(toldWithoutZone);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void the_first_day_that_was_seen_isnt_expected_twice_a_week_later(int minutes) {
        // Given a first week, from a Monday on, of days that are all alike
        Duration window = Duration.ofMinutes(minutes);
        int day = 1_440 / minutes;
        Detector fresh = Detector.create(Profile.standard(window));
        for (int i = 0; i < 7 * day; i++) {
            fresh.observe(noonPeak(window), Learning.NORMAL);
        }
        // When it is Monday again
        double worst = 0;
        int told = 0;
        for (int i = 0; i < day; i++) {
            Verdict verdict = fresh.observe(noonPeak(window), Learning.NORMAL);
            worst = Math.max(worst, Math.abs(verdict.contributions().getFirst().deviation()));
            told += verdict.anomalous() ? 1 : 0;
        }
        // Then it is a day like the others
        assertThat(told).isZero();
        assertThat(worst).isLessThan(1.5);
    }

    /** 100, and 300 at one in the afternoon. */
    private MetricWindow noonPeak(Duration length) {
        double hours = Math.floorMod(time.getEpochSecond(), 86_400) / 3_600.0;
        double level = 100 + 200 * Math.exp(-Math.pow((hours - 13) / 3, 2));
        double[] values = {level + random.nextGaussian(), 0.01 * (level + random.nextGaussian())};
        MetricWindow window = new MetricWindow(time, time.plus(length), List.of("requests", "cpu"), values);
        time = window.end();
        return window;
    }

    /** From 100 at three in the morning to 200 at three in the afternoon. */
    private double inBerlin() {
        double hours = time.atZone(BERLIN).toLocalTime().toSecondOfDay() / 3600.0;
        return 150 + 50 * Math.sin(2 * Math.PI * (hours - 9) / 24);
    }

    private Verdict live(int windows) {
        Verdict verdict = null;
        for (int i = 0; i < windows; i++) {
            long hour = Math.floorMod(time.getEpochSecond(), 86_400) / 3_600;
            verdict = detector.observe(window(hour >= 9 && hour < 18 ? 200 : 100), Learning.NORMAL);
        }
        return java.util.Objects.requireNonNull(verdict);
    }

    private MetricWindow window(double level) {
        double[] values = {level + 3 * random.nextGaussian(), 0.01 * (level + 3 * random.nextGaussian())};
        MetricWindow window = new MetricWindow(time, time.plus(WINDOW), List.of("requests", "cpu"), values);
        time = window.end();
        return window;
    }
}
