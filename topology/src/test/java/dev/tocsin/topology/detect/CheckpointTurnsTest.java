package dev.tocsin.topology.detect;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CheckpointTurnsTest {

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private final Checkpoints checkpoints = new Checkpoints(Duration.ofMinutes(30), Duration.ofHours(2));
    private final CheckpointTurns turns = new CheckpointTurns(checkpoints);

    @Test
    void aModelIsWrittenWhenItBeginsToJudgeAndNotWhileItWarmsUp() {
        assertThat(turns.due("checkout", START, false)).isFalse();
        assertThat(turns.due("checkout", START.plusSeconds(60), false)).isFalse();
        assertThat(turns.due("checkout", START.plusSeconds(120), true)).isTrue();
        assertThat(turns.due("checkout", START.plusSeconds(180), true)).isFalse();
    }

    @Test
    void thenItIsWrittenWithinTheMostAndNotMoreOftenThanTheLeast() {
        turns.due("checkout", START, true);

        Instant written = START;
        for (Instant end = START.plusSeconds(60); end.isBefore(START.plus(Duration.ofDays(1))); end = end
                .plusSeconds(60)) {
            if (turns.due("checkout", end, true)) {
                assertThat(Duration.between(written, end)).isBetween(checkpoints.least(), checkpoints.most());
                written = end;
            }
        }
        assertThat(written).isAfter(START.plus(Duration.ofHours(20)));
    }

    @Test
    void allAreWrittenOnceWhenAskedFor() {
        assertThat(turns.allNow()).isFalse();

        checkpoints.requestAll();

        assertThat(turns.allNow()).isTrue();
        assertThat(turns.allNow()).isFalse();
    }
}
