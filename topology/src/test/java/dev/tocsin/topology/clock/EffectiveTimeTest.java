package dev.tocsin.topology.clock;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EffectiveTimeTest {

    private static final long SAMPLE = 1_000_000_000;
    private static final long WALL = 5_000_000_000_000L;

    private final EffectiveTime time = new EffectiveTime(Duration.ofSeconds(10)).assigned(WALL);

    @Test
    void itIsTheNewestSampleTimeWhileSamplesArrive() {
        time.accept(SAMPLE, WALL);
        time.accept(SAMPLE - 5_000, WALL + 9_000);

        assertThat(time.advance(WALL + 9_999)).isEqualTo(SAMPLE);
    }

    @Test
    void onceQuietTheWallTimeSinceCounts() {
        time.accept(SAMPLE, WALL);

        assertThat(time.advance(WALL + 9_999)).isEqualTo(SAMPLE);
        assertThat(time.advance(WALL + 10_000)).isEqualTo(SAMPLE + 10_000);
        assertThat(time.advance(WALL + 60_000)).isEqualTo(SAMPLE + 60_000);
    }

    @Test
    void itNeverGoesBack() {
        time.accept(SAMPLE, WALL);
        time.advance(WALL + 60_000);
        time.accept(SAMPLE + 15_000, WALL + 61_000);

        assertThat(time.advance(WALL + 61_000)).isEqualTo(SAMPLE + 60_000);
    }

    @Test
    void aRestartCountsQuietTimeAnew() {
        time.accept(SAMPLE, WALL);
        time.start();
        EffectiveTime restarted = new EffectiveTime(Duration.ofSeconds(10));

        assertThat(restarted.restore(time.store())).isTrue();

        restarted.assigned(WALL + 7_200_000);
        assertThat(restarted.started()).isTrue();
        assertThat(restarted.advance(WALL + 7_200_000 + 9_000)).isEqualTo(SAMPLE);
        assertThat(restarted.advance(WALL + 7_200_000 + 10_000)).isEqualTo(SAMPLE + 10_000);
    }

    @Test
    void aRestartGoesOnFromWhereTimeHadCome() {
        time.accept(SAMPLE, WALL);
        time.advance(WALL + 60_000);
        EffectiveTime restarted = new EffectiveTime(Duration.ofSeconds(10));
        restarted.restore(time.store());

        restarted.assigned(WALL + 7_200_000);

        assertThat(restarted.advance(WALL + 7_200_000 + 10_000)).isEqualTo(SAMPLE + 70_000);
    }

    @Test
    void timeInWhichNobodyLookedIsNotQuietTime() {
        time.accept(SAMPLE, WALL);
        for (int second = 1; second <= 20; second++) {
            time.look(WALL + second * 1_000);
        }
        assertThat(time.advance(WALL + 20_000)).isEqualTo(SAMPLE + 20_000);

        time.look(WALL + 260_000);

        assertThat(time.advance(WALL + 260_000)).isEqualTo(SAMPLE + 20_000);
        assertThat(time.advance(WALL + 270_000)).isEqualTo(SAMPLE + 30_000);
    }

    @Test
    void aWallClockThatIsSetBackOrForwardMovesNothing() {
        time.accept(SAMPLE, WALL);
        time.look(WALL + 3_600_000);
        assertThat(time.advance(WALL + 3_600_000)).isEqualTo(SAMPLE);

        time.look(WALL);

        assertThat(time.advance(WALL + 10_000)).isEqualTo(SAMPLE + 10_000);
    }

    @Test
    void tornBytesAreRefused() {
        assertThat(new EffectiveTime(Duration.ofSeconds(10)).restore(new byte[3])).isFalse();
    }
}
